package io.patchbay.gateway.http;

/** HTTPS has no certificate to show; the message is one sentence for the operator. */
public final class TlsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    TlsException(String message, Throwable cause) {
        super(message, cause);
    }
}
