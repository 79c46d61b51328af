package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
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
    private final SentRequests sent = new SentRequests();
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
        sent.drain().forEach(request -> intake.fail(request, this, "the WebSocket of " + peer() + " was closed"));
    }

    @Override
    void send(byte[] message, SIPMessage parsed) throws IOException {
        if (closed && isAck(parsed)) {
            return;
        }
        if (closed) {
            throw new IOException("the WebSocket of " + peer() + " is closed");
        }
        sent.sent(parsed);
        socket.send(message);
    }

    /** Only a final one: a client whose WebSocket is gone answers by no other. */
    @Override
    void onResponse(SIPResponse response) {
        if (response.getStatusCode() >= 200) {
            sent.answered(response);
        }
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
