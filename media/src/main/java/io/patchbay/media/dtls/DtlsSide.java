package io.patchbay.media.dtls;

/** Who we are in a handshake. The client speaks first. */
public enum DtlsSide {
    CLIENT,
    SERVER
}
