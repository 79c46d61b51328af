package io.patchbay.media.peer;

/** What we do of ICE (RFC 8445) with phones that do it. */
public enum IceMode {
    /** We check the phone's addresses, and answer its checks. */
    FULL,
    /** We only answer its checks: right where every phone reaches us. */
    LITE,
    OFF
}
