package io.patchbay.sip;

/** Whether those who connect by TLS must show a certificate that we trust. */
public enum ClientAuthentication {
    /** They are not asked for one. */
    NONE,
    /** They are asked; one that is shown must be trusted. */
    OPTIONAL,
    /** A connection without a trusted one is not made. */
    REQUIRED
}
