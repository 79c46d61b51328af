package io.patchbay.gateway.http;

/** One end of a control connection. Methods may be called on any thread, return at once and never throw. */
public interface ControlSocket {

    /**
     * Sends {@code text} after all that was sent before. Where the far end reads so slowly that more than {@value
     * WebSocketConnection#OUTBOX_LIMIT} characters wait, the socket is closed with 1008. Dropped after a close.
     */
    void sendText(String text);

    /**
     * Closes the socket after all that was sent before. Closing twice is allowed; the first code counts.
     *
     * @param code of RFC 6455 §7.4, or 4000 to 4999
     * @param reason at most 123 bytes of it reach the far end
     */
    void close(int code, String reason);
}
