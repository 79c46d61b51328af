package io.patchbay.sip.jain;

/** Bytes that are no SIP message we can act on. Has no stack trace: the network makes them by the thousand. */
final class BadMessageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    BadMessageException(String problem) {
        this(400, problem);
    }

    /** @param status 400 or 505, for the answer where one is possible */
    BadMessageException(int status, String problem) {
        super(problem, null, false, false);
        this.status = status;
    }

    /** The status line of the answer. */
    String statusLine() {
        return status + (status == 505 ? " Version Not Supported" : " Bad Request");
    }

    int status() {
        return status;
    }
}
