package io.patchbay.media.dtls;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.bouncycastle.tls.DTLSClientProtocol;
import org.bouncycastle.tls.DTLSServerProtocol;
import org.bouncycastle.tls.DTLSTransport;

/**
 * One DTLS-SRTP session (RFC 5764). Its methods belong to a loop and never block; Bouncy Castle, which does, runs on a thread
 * of the {@link HandshakePool}: for the handshake, and then for a moment for each record that comes.
 */
public final class DtlsSession implements AutoCloseable {
    private enum Phase {
        IDLE,
        HANDSHAKING,
        OPEN,
        ENDED
    }

    private static final int RECEIVE_BUFFER = 2048;

    private final DtlsSide side;
    private final DtlsIdentity identity;
    private final List<CertificateFingerprint> fingerprints;
    private final HandshakePool pool;
    private final Duration deadline;
    private final Executor loop;
    private final DtlsListener listener;
    private final QueuedDatagrams datagrams;
    private Phase phase = Phase.IDLE;
    private Handshake handshake;
    private DTLSTransport transport; // set when OPEN; used on a pool thread, one at a time
    private boolean reading; // a pool thread has the transport

    /**
     * @param fingerprints of the other side's certificate
     * @param deadline for the handshake
     * @param loop where the listener is called
     */
    public DtlsSession(
            DtlsSide side,
            DtlsIdentity identity,
            List<CertificateFingerprint> fingerprints,
            HandshakePool pool,
            Duration deadline,
            Executor loop,
            DtlsListener listener) {
        this.side = side;
        this.identity = identity;
        this.fingerprints = List.copyOf(fingerprints);
        this.pool = pool;
        this.deadline = deadline;
        this.loop = loop;
        this.listener = listener;
        this.datagrams = new QueuedDatagrams(datagram -> post(() -> listener.onSend(datagram)));
    }

    /** Begins the handshake as the client; may be called again where all handshake threads were taken. */
    public void start() {
        if (side == DtlsSide.CLIENT && phase == Phase.IDLE) {
            begin();
        }
    }

    /**
     * Takes a datagram from the other side, which must have been validated by ICE. The server's handshake begins with the
     * first one.
     *
     * @return false where it was dropped: too many wait, or all handshake threads are taken; the other side will repeat it
     */
    public boolean receive(byte[] buffer, int offset, int length) {
        if (phase == Phase.ENDED || !datagrams.offer(buffer, offset, length)) {
            return false;
        }
        if (phase == Phase.IDLE) {
            return begin();
        }
        if (phase == Phase.OPEN) {
            read();
        }
        return true;
    }

    private boolean begin() {
        SrtpNegotiation srtp = new SrtpNegotiation(fingerprints);
        HandshakeServer server = new HandshakeServer(identity, srtp, deadline);
        HandshakeClient client = new HandshakeClient(identity, srtp, deadline);
        handshake = side == DtlsSide.SERVER ? server : client;
        boolean begun = pool.tryExecute(listener.source(), () -> shake(server, client));
        if (begun) {
            phase = Phase.HANDSHAKING;
            listener.onConnecting();
        }
        return begun;
    }

    /** On a pool thread. */
    private void shake(HandshakeServer server, HandshakeClient client) {
        try {
            DTLSTransport opened = side == DtlsSide.SERVER
                    ? new DTLSServerProtocol().accept(server, datagrams)
                    : new DTLSClientProtocol().connect(client, datagrams);
            post(() -> opened(opened));
        } catch (IOException | RuntimeException e) {
            String reason = reason(e);
            post(() -> failed(reason));
        }
    }

    private void post(Runnable task) {
        try {
            loop.execute(task);
        } catch (RejectedExecutionException e) {
            datagrams.end(); // the loop has ended, and all that was on it
        }
    }

    private static String reason(Exception e) {
        Throwable cause = e;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == e ? String.valueOf(e.getMessage()) : e.getMessage() + ": " + cause.getMessage();
    }

    private void opened(DTLSTransport opened) {
        transport = opened;
        if (phase == Phase.ENDED) {
            sayGoodbye();
            return;
        }
        phase = Phase.OPEN;
        listener.onConnected(handshake.keys());
        if (!datagrams.isEmpty()) {
            read();
        }
    }

    private void failed(String reason) {
        if (phase != Phase.ENDED) {
            phase = Phase.ENDED;
            listener.onFailed(reason);
        }
    }

    private void read() {
        if (!reading) {
            reading = pool.tryExecute(this::readAll); // else with the next datagram
        }
    }

    /** On a pool thread: lets Bouncy Castle answer a repeated flight, or see an alert. There is no application data. */
    private void readAll() {
        byte[] ignored = new byte[RECEIVE_BUFFER];
        try {
            do {
                transport.receive(ignored, 0, ignored.length, 1);
            } while (!datagrams.isEmpty() && !handshake.closedByPeer());
        } catch (IOException | RuntimeException e) {
            // a fatal alert, or the transport was closed: the flags below tell
        }
        post(this::hasRead);
    }

    private void hasRead() {
        reading = false;
        if (phase == Phase.ENDED) {
            sayGoodbye();
        } else if (handshake.closedByPeer()) {
            phase = Phase.ENDED;
            listener.onClosedByPeer();
        } else if (!datagrams.isEmpty()) {
            read();
        }
    }

    /** Ends the session; tells the other side by close_notify, for which the listener's {@code onSend} may be called once more. */
    @Override
    public void close() {
        boolean open = phase == Phase.OPEN;
        phase = Phase.ENDED;
        datagrams.end();
        if (open && !reading) {
            sayGoodbye();
        }
    }

    private void sayGoodbye() {
        DTLSTransport ending = transport;
        transport = null;
        if (ending != null) {
            pool.tryExecute(() -> {
                try {
                    ending.close();
                } catch (IOException e) {
                    // it is over either way
                }
            });
        }
    }
}
