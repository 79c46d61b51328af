package io.patchbay.sip.jain;

import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.MessageSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One TCP or TLS connection. Its socket belongs to the transport's thread; messages to send may be given on any. */
final class TcpConnection extends PeerChannel {
    private static final Logger log = LoggerFactory.getLogger(TcpConnection.class);
    private static final int MAX_WAITING = 1 << 20; // bytes written to a peer that does not read
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(10);
    private static final Duration HANDSHAKE_PATIENCE = Duration.ofSeconds(10);
    private static final Duration FIRST_MESSAGE_PATIENCE = Duration.ofSeconds(32);
    private static final Duration IDLE_PATIENCE = Duration.ofHours(2);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final byte[] PONG = "\r\n".getBytes(StandardCharsets.US_ASCII);

    private final TcpTransport transport;
    private final SocketChannel socket;
    private final StreamLayer layer;
    private final StreamFramer framer;
    private final SentRequests sent = new SentRequests();
    private final Deque<ByteBuffer> waiting = new ArrayDeque<>(); // guarded by itself
    private int waitingBytes; // guarded by waiting
    private boolean closed; // guarded by waiting
    private SelectionKey key;
    private final long openedAt = System.nanoTime();
    private volatile long lastActive = openedAt; // keep-alives are no activity
    private final KeepAlive keepAlive;
    private volatile MessageSource source;
    private boolean isProven; // a whole message came, or it was us who opened it

    /** @param isOurs whether we open it */
    TcpConnection(
            TcpTransport transport, InetSocketAddress peer, SocketChannel socket, StreamLayer layer, boolean isOurs) {
        super(transport, peer);
        this.transport = transport;
        this.socket = socket;
        this.layer = layer;
        this.source = super.source();
        this.isProven = isOurs;
        this.keepAlive = new KeepAlive(transport.keepAliveSettings(), isOurs, openedAt);
        this.framer = new StreamFramer(transport.intake().maxMessageSize());
    }

    SocketChannel socket() {
        return socket;
    }

    void setKey(SelectionKey key) {
        this.key = key;
    }

    @Override
    public boolean isReliable() {
        return true;
    }

    @Override
    MessageSource source() {
        return source;
    }

    @Override
    void send(byte[] message, SIPMessage parsed) throws IOException {
        lastActive = System.nanoTime();
        if (enqueue(message, parsed)) {
            return;
        }
        if (isAck(parsed)) {
            return;
        }
        if (!(parsed instanceof SIPResponse response)) {
            throw new IOException("the connection to " + peer() + " is closed");
        }
        sendByNewConnection(message, response);
    }

    /** Whether it can still be sent by this connection. */
    private boolean enqueue(byte[] message, SIPMessage parsed) throws IOException {
        synchronized (waiting) {
            if (closed) {
                return false;
            }
            if (waitingBytes + message.length > MAX_WAITING) {
                throw new IOException("the peer " + peer() + " does not read what it is sent");
            }
            waiting.add(ByteBuffer.wrap(message));
            waitingBytes += message.length;
            sent.sent(parsed);
            transport.execute(this::flush);
            return true;
        }
    }

    /** RFC 3261 §18.2.2: where the request's connection is gone, to its source's address and the Via's port. */
    private void sendByNewConnection(byte[] message, SIPResponse response) throws IOException {
        Via via = response.getTopmostVia();
        String host = via.getReceived() == null ? peer().getAddress().getHostAddress() : via.getReceived();
        InetAddress address = Uris.literal(host).orElse(peer().getAddress());
        PeerChannel other = (PeerChannel) transport.createMessageChannel(address, via.getPort());
        if (other == this) {
            throw new IOException("the connection to " + peer() + " is closed");
        }
        other.send(message, null);
    }

    void onReady() {
        try {
            if (key.isConnectable() && socket.finishConnect()) {
                key.interestOps(SelectionKey.OP_READ);
                flush();
            }
            if (key.isValid() && key.isReadable()) {
                read();
            }
            if (key.isValid() && key.isWritable()) {
                flush();
            }
        } catch (IOException e) {
            fail(e.getMessage());
        }
    }

    private void read() throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(layer.bufferSize());
        boolean wasOpen = layer.isOpen();
        do {
            if (!layer.read(buffer.clear())) {
                fail("the far end has closed it");
                return;
            }
            if (!wasOpen && layer.isOpen()) {
                source = new MessageSource(peer(), source.transport(), layer.certificateNames());
            }
            buffer.flip();
            if (buffer.hasRemaining()) {
                keepAlive.received(MessageGuard.isKeepAlive(buffer.array(), buffer.limit()));
            }
            take(buffer);
        } while (layer.hasMore() && socket.isOpen());
        if ((!wasOpen || layer.isBlocked()) && socket.isOpen()) {
            flush();
        }
    }

    private void take(ByteBuffer buffer) throws IOException {
        try {
            for (Optional<byte[]> message = framer.next(buffer); message.isPresent(); message = framer.next(buffer)) {
                isProven = true;
                lastActive = System.nanoTime();
                transport.intake().take(message.get(), message.get().length, this);
            }
            if (framer.takePing()) {
                send(PONG, null);
            }
        } catch (BadMessageException e) {
            byte[] head = framer.unfinished();
            transport.intake().reject(head, head.length, this, e);
            flush(); // the stream cannot be cut into messages any more: answer if possible, then close
            close();
        }
    }

    private void flush() {
        if (!socket.isConnected() || !key.isValid()) {
            return;
        }
        try {
            layer.write(NOTHING);
            synchronized (waiting) {
                for (ByteBuffer next = waiting.peek(); next != null && layer.isOpen(); next = waiting.peek()) {
                    layer.write(next);
                    if (next.hasRemaining()) {
                        break;
                    }
                    waitingBytes -= next.capacity();
                    waiting.remove();
                }
                key.interestOps(
                        layer.isBlocked() ? SelectionKey.OP_READ | SelectionKey.OP_WRITE : SelectionKey.OP_READ);
            }
        } catch (IOException e) {
            fail(e.getMessage());
        }
    }

    /** Sends a keep-alive where it is time for one; closes what has broken without a word. */
    void keepAlive() {
        if (!isProven || !layer.isOpen()) {
            return;
        }
        long now = System.nanoTime();
        if (keepAlive.isBroken(now)) {
            fail("a keep-alive was not answered");
            return;
        }
        byte[] ping = keepAlive.due(now, lastActive);
        try {
            if (ping.length > 0) {
                enqueue(ping, null);
            }
        } catch (IOException e) {
            fail(e.getMessage());
        }
    }

    void closeIfIdle() {
        boolean isUp = isProven && layer.isOpen();
        long since = isUp ? lastActive : openedAt; // a first message that trickles in is no sign of life
        Duration patience = !socket.isConnected()
                ? CONNECT_PATIENCE
                : !layer.isOpen() ? HANDSHAKE_PATIENCE : isProven ? IDLE_PATIENCE : FIRST_MESSAGE_PATIENCE;
        if (System.nanoTime() - since > patience.toNanos()) {
            fail("nothing happened for " + patience.toSeconds() + " s");
        }
    }

    /** Closes, and fails each request to which there is no response. */
    void fail(String problem) {
        log.debug("connection to {}: {}", peer(), problem);
        if (!socket.isConnected()) {
            transport.noteUnreachable(peer());
        }
        close();
        String way = "no " + getTransport().toUpperCase(Locale.ROOT) + " connection to " + peer() + ": " + problem;
        sent.drain().forEach(request -> transport.intake().fail(request, this, way));
    }

    /** A peer that has begun to answer may go on by another connection (RFC 3261 §18.2.2). */
    @Override
    void onResponse(SIPResponse response) {
        sent.answered(response);
    }

    @Override
    public void close() {
        synchronized (waiting) {
            closed = true;
            waiting.clear();
            waitingBytes = 0;
        }
        transport.forget(this);
        try {
            layer.close();
            socket.close();
        } catch (IOException e) {
            log.debug("closing the connection to {}: {}", peer(), e.getMessage());
        }
    }
}
