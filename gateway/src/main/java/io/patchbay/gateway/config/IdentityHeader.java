package io.patchbay.gateway.config;

/** In which header field a trunk is told who calls, beside From. */
public enum IdentityHeader {
    NONE,
    /** {@code P-Asserted-Identity} (RFC 3325). */
    ASSERTED,
    /** {@code Remote-Party-ID}, which older providers want. */
    REMOTE_PARTY
}
