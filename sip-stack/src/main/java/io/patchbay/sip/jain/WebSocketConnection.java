package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import io.patchbay.sip.SipSocket;
import io.patchbay.sip.SipSocketSession;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One WebSocket client. Messages come on the HTTP server's threads, one at a time, and go out from any. */
final class WebSocketConnection extends PeerChannel implements SipSocketSession {
    private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PING_LENGTH = 4; // double CRLF

    private final WebSocketTransport transport;
    private final SipSocket socket;
    private final MessageIntake intake;
    private volatile boolean closed;

    WebSocketConnection(WebSocketTransport transport, SipSocket socket, MessageIntake intake) {
        super(transport, socket.remote());
        this.transport = transport;
        this.socket = socket;
        this.intake = intake;
    }

    @Override
    public void onMessage(byte[] message) {
        if (!MessageGuard.isKeepAlive(message, message.length)) {
            intake.take(message, message.length, this);
        } else if (message.length >= PING_LENGTH) {
            socket.send(PONG); // RFC 5626 §4.4.1, which RFC 7118 §6 keeps
        }
    }

    @Override
    public void onClosed() {
        close();
    }

    @Override
    void send(byte[] message, SIPMessage parsed) throws IOException {
        if (closed) {
            throw new IOException("the WebSocket of " + peer() + " is closed");
        }
        socket.send(message);
    }

    @Override
    public boolean isReliable() {
        return true;
    }

    @Override
    public void close() {
        closed = true;
        transport.forget(this);
    }
}
