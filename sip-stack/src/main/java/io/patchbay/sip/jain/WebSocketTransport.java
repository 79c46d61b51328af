package io.patchbay.sip.jain;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.patchbay.sip.SipSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * SIP over WebSockets that came to one address (RFC 7118). Has no socket and no thread of its own: the HTTP server hands
 * over connections and messages. A WebSocket client cannot be connected to, so a request reaches it by the connection
 * that it has opened, or not at all.
 */
final class WebSocketTransport extends MessageProcessor {
    private final MessageIntake intake;
    private final Map<InetSocketAddress, WebSocketConnection> connections = new ConcurrentHashMap<>();

    /** @param transport {@code ws} or {@code wss} */
    WebSocketTransport(
            SIPTransactionStack stack, InetAddress address, int port, String transport, MessageIntake intake) {
        super(address, port, transport, stack);
        this.intake = intake;
    }

    /** Any thread. */
    WebSocketConnection open(SipSocket socket) {
        WebSocketConnection connection = new WebSocketConnection(this, socket, intake);
        connections.put(socket.remote(), connection);
        return connection;
    }

    void forget(WebSocketConnection connection) {
        if (connections.remove(connection.peer(), connection)) {
            intake.closed(connection, getTransport());
        }
    }

    boolean isConnectedTo(InetSocketAddress peer) {
        return connections.containsKey(peer);
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        return createMessageChannel(target.getInetAddress(), target.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress target, int port) throws IOException {
        WebSocketConnection open = connections.get(new InetSocketAddress(target, port));
        if (open == null) {
            throw new IOException("the WebSocket of " + target.getHostAddress() + ":" + port + " is closed");
        }
        return open;
    }

    @Override
    public void start() {}

    @Override
    public void stop() {
        connections.clear();
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public int getDefaultTargetPort() {
        return isSecure() ? 443 : 80; // RFC 7118 §5.3
    }

    @Override
    public boolean isSecure() {
        return getTransport().equalsIgnoreCase("wss");
    }

    @Override
    public int getMaximumMessageSize() {
        return intake.maxMessageSize();
    }

    @Override
    public boolean inUse() {
        return !connections.isEmpty();
    }
}
