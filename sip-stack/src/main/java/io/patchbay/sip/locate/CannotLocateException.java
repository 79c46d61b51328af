package io.patchbay.sip.locate;

/** There is nowhere to send a request; the message says why and is fit for a refusal. */
public final class CannotLocateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CannotLocateException(String message, Throwable cause) {
        super(message, cause);
    }
}
