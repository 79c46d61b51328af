package io.patchbay.media.sdp;

/** Whether a call's packets are encrypted. */
public enum SrtpPolicy {
    /** Never: encrypted offers are refused. */
    OFF,
    /** Where the other end wants it or can do it; our own offers leave it the choice (OSRTP, RFC 8643). */
    OPTIONAL,
    /** Always: unencrypted offers are refused. */
    REQUIRED
}
