package io.patchbay.media.sfu;

import io.patchbay.media.dtls.CertificateFingerprint;
import io.patchbay.media.dtls.DtlsListener;
import io.patchbay.media.dtls.DtlsSession;
import io.patchbay.media.dtls.DtlsSide;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSession;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** DTLS and the SRTP keyed by it, over whatever path ICE has. Part of one {@link WebRtcTransport}, on its loop. */
final class DtlsTransport {
    private static final Logger log = LoggerFactory.getLogger(DtlsTransport.class);

    /** The transport that this is part of. */
    interface Carrier {
        /** Sends a datagram over the path in use, or the last one that was. */
        void sendDtls(byte[] datagram);

        void onDtlsState(DtlsState state);

        /** The address of the other end. */
        Object peerAddress();

        /** Whoever is at the other end, for the log. */
        Object describePeer();
    }

    private final Carrier carrier;
    private final DtlsContext context;
    private final String name;
    private DtlsSession session; // null before connect()
    private DtlsRole localRole = DtlsRole.AUTO;
    private DtlsState state = DtlsState.NEW;
    private SrtpSession srtp; // null before the handshake is done

    DtlsTransport(Carrier carrier, DtlsContext context, String name) {
        this.carrier = carrier;
        this.context = context;
        this.name = name;
    }

    DtlsParameters parameters() {
        CertificateFingerprint ours = context.identity().fingerprint();
        return new DtlsParameters(localRole, List.of(new DtlsFingerprint(ours.algorithm(), ours.value())));
    }

    DtlsState state() {
        return state;
    }

    boolean isConnected() {
        return state == DtlsState.CONNECTED;
    }

    /** Says who the other side is; see {@link WebRtcTransport#connect}. */
    void connect(DtlsParameters remote, Executor loop) {
        if (session != null || state == DtlsState.CLOSED) {
            throw new IllegalStateException(
                    "transport %s is %s".formatted(name, state == DtlsState.CLOSED ? "closed" : "connected already"));
        }
        List<CertificateFingerprint> fingerprints = remote.fingerprints().stream()
                .map(fingerprint -> new CertificateFingerprint(fingerprint.algorithm(), fingerprint.value()))
                .filter(CertificateFingerprint::isSupported)
                .toList();
        if (fingerprints.isEmpty()) {
            throw new RtpParametersException("no DTLS fingerprint is of sha-256, sha-384 or sha-512: "
                    + remote.fingerprints().stream()
                            .map(DtlsFingerprint::algorithm)
                            .toList());
        }
        DtlsSide side = remote.role() == DtlsRole.CLIENT ? DtlsSide.SERVER : DtlsSide.CLIENT;
        localRole = side == DtlsSide.SERVER ? DtlsRole.SERVER : DtlsRole.CLIENT;
        session = context.session(side, fingerprints, loop, new Events());
    }

    /** There is a path: begins the handshake, where that is ours to do and it has not begun. */
    void start() {
        if (session != null && state == DtlsState.NEW) {
            session.start();
        }
    }

    /** Takes a datagram; false where it was dropped though the handshake is done. */
    boolean receive(byte[] packet, int length) {
        // Before connect() tells the fingerprint nothing can be made of it; the browser will repeat it.
        return session == null || session.receive(packet, 0, length) || !isConnected();
    }

    /** Null before the handshake is done, and when all is over. */
    SrtpSession srtp() {
        return srtp;
    }

    /** Says goodbye, for which {@link Carrier#sendDtls} may be called once more, and forgets the keys. */
    void close() {
        if (session != null) {
            session.close();
        }
        if (srtp != null) {
            srtp.close();
            srtp = null;
        }
        state = DtlsState.CLOSED;
    }

    private void become(DtlsState next) {
        state = next;
        carrier.onDtlsState(next);
    }

    private final class Events implements DtlsListener {
        @Override
        public Object source() {
            return carrier.peerAddress();
        }

        @Override
        public void onSend(byte[] datagram) {
            carrier.sendDtls(datagram);
        }

        @Override
        public void onConnecting() {
            become(DtlsState.CONNECTING);
        }

        @Override
        public void onConnected(SrtpKeys keys) {
            srtp = new SrtpSession(keys);
            log.debug("transport {}: DTLS is connected, {}", name, keys.suite());
            become(DtlsState.CONNECTED);
        }

        @Override
        public void onFailed(String reason) {
            log.info("transport {}: DTLS with {} failed: {}", name, carrier.describePeer(), reason);
            become(DtlsState.FAILED);
        }

        @Override
        public void onClosedByPeer() {
            log.debug("transport {}: the browser ended DTLS", name);
            become(DtlsState.CLOSED);
        }
    }
}
