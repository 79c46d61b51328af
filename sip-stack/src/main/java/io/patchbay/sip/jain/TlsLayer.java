package io.patchbay.sip.jain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * TLS between a connection and its socket. The handshake's reckoning is done on the transport's thread too: a few
 * milliseconds for a connection that then lives for hours.
 */
final class TlsLayer implements StreamLayer {
    private static final Logger log = LoggerFactory.getLogger(TlsLayer.class);
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SocketChannel socket;
    private final SSLEngine engine;
    private final ByteBuffer received; // encrypted, being filled
    private final ByteBuffer toSend; // encrypted, being emptied
    private boolean more;
    private boolean open; // the handshake is done
    private List<String> names = List.of();

    /** @param engine fresh, with its mode and parameters set */
    TlsLayer(SocketChannel socket, SSLEngine engine) throws SSLException {
        engine.beginHandshake();
        this.socket = socket;
        this.engine = engine;
        int size = engine.getSession().getPacketBufferSize();
        received = ByteBuffer.allocate(size);
        toSend = ByteBuffer.allocate(size).limit(0);
    }

    @Override
    public int bufferSize() {
        return engine.getSession().getApplicationBufferSize();
    }

    @Override
    public boolean read(ByteBuffer message) throws IOException {
        more = false;
        boolean ended = socket.read(received) < 0;
        boolean isFull = !received.hasRemaining();
        received.flip();
        try {
            boolean goesOn = unwrap(message) && !(ended && message.position() == 0);
            if (isFull && received.position() == 0 && !isBlocked() && !more) {
                throw new SSLException("a TLS record larger than any may be");
            }
            return goesOn;
        } catch (SSLException e) {
            sendAlert();
            throw e;
        } finally {
            received.compact();
        }
    }

    /** Whether the far end has more to say. */
    private boolean unwrap(ByteBuffer message) throws IOException {
        while (true) {
            if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
                runTasks();
            } else if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                if (!wrap(NOTHING)) {
                    return true; // goes on when the socket takes more
                }
            } else {
                SSLEngineResult result = engine.unwrap(received, message);
                noteHandshake(result);
                if (result.getStatus() == Status.CLOSED) {
                    return message.position() > 0;
                }
                if (result.getStatus() != Status.OK || isIdle(result)) {
                    more = result.getStatus() == Status.BUFFER_OVERFLOW;
                    return true;
                }
            }
        }
    }

    private boolean isIdle(SSLEngineResult result) {
        HandshakeStatus status = engine.getHandshakeStatus();
        return result.bytesConsumed() == 0
                && result.bytesProduced() == 0
                && status != HandshakeStatus.NEED_TASK
                && status != HandshakeStatus.NEED_WRAP;
    }

    @Override
    public boolean hasMore() {
        return more;
    }

    @Override
    public void write(ByteBuffer message) throws IOException {
        while (drain()) {
            HandshakeStatus status = engine.getHandshakeStatus();
            if (status == HandshakeStatus.NEED_TASK) {
                runTasks();
            } else if (status == HandshakeStatus.NEED_WRAP || open && message.hasRemaining()) {
                if (!wrap(message)) {
                    return;
                }
            } else {
                return; // all is said, or the far end's part of the handshake is awaited
            }
        }
    }

    /** Encrypts one record and sends it; false where the socket does not take all of it now. */
    private boolean wrap(ByteBuffer message) throws IOException {
        if (!drain()) {
            return false;
        }
        toSend.clear();
        try {
            SSLEngineResult result = engine.wrap(message, toSend);
            noteHandshake(result);
            if (result.getStatus() == Status.CLOSED && result.bytesProduced() == 0) {
                throw new SSLException("the far end has closed the TLS session");
            }
        } finally {
            toSend.flip();
        }
        return drain();
    }

    private boolean drain() throws IOException {
        if (toSend.hasRemaining()) {
            socket.write(toSend);
        }
        return !toSend.hasRemaining();
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void noteHandshake(SSLEngineResult result) {
        if (!open && result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
            open = true;
            names = CertificateNames.of(engine.getSession());
        }
    }

    @Override
    public boolean isBlocked() {
        return toSend.hasRemaining();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public List<String> certificateNames() {
        return names;
    }

    @Override
    public void close() {
        engine.closeOutbound();
        sendAlert();
    }

    /** What the engine wants said last, where the socket takes it. */
    private void sendAlert() {
        try {
            while (socket.isConnected()
                    && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP
                    && !engine.isOutboundDone()
                    && wrap(NOTHING)) {
                // one record each
            }
        } catch (IOException e) {
            log.debug("the last TLS record could not be sent: {}", e.getMessage());
        }
    }
}
