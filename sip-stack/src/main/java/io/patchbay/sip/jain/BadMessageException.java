package io.patchbay.sip.jain;

/** Bytes that are no SIP message we can act on. Has no stack trace: the network makes them by the thousand. */
final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    BadMessageException(String problem) {
        super(problem, null, false, false);
    }
}
