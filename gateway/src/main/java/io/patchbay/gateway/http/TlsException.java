package io.patchbay.gateway.http;

/** There is no certificate to show, or none to trust; the message is one sentence for the operator. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
