package io.patchbay.media.peer;

import io.patchbay.media.dtls.DtlsListener;
import io.patchbay.media.dtls.DtlsSession;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.sdp.MediaProtection;
import io.patchbay.media.srtp.SrtpKeys;
import java.net.InetSocketAddress;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The DTLS association of a phone (RFC 5763), as one round of offer and answer asked for it. Belongs to the media loop. */
final class KeyExchange implements DtlsListener, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(KeyExchange.class);

    /** What a key exchange needs of the phone's transport. */
    interface Path {
        void sendDtls(byte[] datagram);

        void onKeys(SrtpKeys keys);

        void onKeysFailed(String reason);

        /** Where packets go; null where that is not known. */
        InetSocketAddress target();
    }

    private final String name;
    private final MediaProtection.Dtls agreed;
    private final Path path;
    private final DtlsSession session;
    private boolean closed;

    KeyExchange(String name, MediaProtection.Dtls agreed, PhoneHandshakes handshakes, MediaLoop loop, Path path) {
        this.name = name;
        this.agreed = agreed;
        this.path = path;
        session = handshakes.session(agreed, loop, this);
    }

    /** Whether a later round means the same association (RFC 8842 §5.1). */
    boolean isFor(MediaProtection.Dtls other) {
        return agreed.equals(other);
    }

    /** There is a way to the phone. May be told again: where no thread was free for the handshake. */
    void onPath() {
        session.start();
    }

    void receive(byte[] datagram, int length) {
        session.receive(datagram, 0, length);
    }

    @Override
    public void onSend(byte[] datagram) {
        if (!closed) {
            path.sendDtls(datagram);
        }
    }

    @Override
    public Object source() {
        return path.target() == null ? this : path.target().getAddress();
    }

    @Override
    public void onConnecting() {}

    @Override
    public void onConnected(SrtpKeys keys) {
        if (!closed) {
            path.onKeys(keys);
        }
    }

    @Override
    public void onFailed(String reason) {
        if (!closed) {
            path.onKeysFailed(reason);
        }
    }

    /** The phone's BYE is what ends the call. */
    @Override
    public void onClosedByPeer() {
        log.debug("{}: the phone ended its DTLS session", name);
    }

    @Override
    public void close() {
        closed = true;
        session.close();
    }
}
