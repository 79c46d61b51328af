package io.patchbay.media.sfu;

import io.patchbay.media.dtls.CertificateFingerprint;
import io.patchbay.media.dtls.DtlsListener;
import io.patchbay.media.dtls.DtlsSession;
import io.patchbay.media.dtls.DtlsSide;
import io.patchbay.media.ice.IceAgentState;
import io.patchbay.media.ice.IceCredentials;
import io.patchbay.media.ice.IceListener;
import io.patchbay.media.ice.IceLiteAgent;
import io.patchbay.media.ice.IceTuple;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpSession;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A browser's transport: ICE-lite, DTLS-SRTP, on its loop's WebRTC ports. */
public final class WebRtcTransport extends Transport {
    private static final Logger log = LoggerFactory.getLogger(WebRtcTransport.class);
    private static final long CHECK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final WebRtcServer server;
    private final DtlsContext dtlsContext;
    private final List<IceCandidate> candidates;
    private final IceLiteAgent ice;
    private final Events events = new Events();
    private long maxIncomingBitrate;
    private DtlsSession dtls; // null before connect()
    private DtlsRole localRole = DtlsRole.AUTO;
    private DtlsState dtlsState = DtlsState.NEW;
    private IceState iceState = IceState.NEW;
    private SrtpSession srtp; // null before DTLS is connected
    private IceTuple lastTuple; // also after the transport ended: the goodbye goes there
    private long lastCheck;

    WebRtcTransport(
            Router router,
            WebRtcServer server,
            DtlsContext dtlsContext,
            WebRtcTransportOptions options,
            SfuConfig config) {
        super(router);
        this.server = server;
        this.dtlsContext = dtlsContext;
        this.candidates = server.candidates(options);
        this.maxIncomingBitrate =
                options.maxIncomingBitrate() > 0 ? options.maxIncomingBitrate() : config.maxIncomingBitrate();
        this.ice = new IceLiteAgent(events, config.consentTimeout());
        server.expect(ice.credentials().usernameFragment(), this);
    }

    public IceParameters iceParameters() {
        IceCredentials credentials = ice.credentials();
        return new IceParameters(credentials.usernameFragment(), credentials.password(), true);
    }

    public List<IceCandidate> iceCandidates() {
        return candidates;
    }

    public DtlsParameters dtlsParameters() {
        CertificateFingerprint ours = dtlsContext.identity().fingerprint();
        return new DtlsParameters(localRole, List.of(new DtlsFingerprint(ours.algorithm(), ours.value())));
    }

    public IceState iceState() {
        return iceState;
    }

    public DtlsState dtlsState() {
        return dtlsState;
    }

    /**
     * Says which certificate the browser shows. Once.
     *
     * @throws IllegalStateException where it was called before
     * @throws RtpParametersException where no fingerprint is of an algorithm we know
     */
    public void connect(DtlsParameters remote) {
        router().assertOwner();
        if (dtls != null || closed()) {
            throw new IllegalStateException(
                    "transport %s is %s".formatted(id(), closed() ? "closed" : "connected already"));
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
        dtls = dtlsContext.session(side, fingerprints, router().loop(), events);
        startDtls();
    }

    /** Begins the handshake as the client, as soon as there is a path. */
    private void startDtls() {
        if (dtls != null && dtlsState == DtlsState.NEW && ice.selected() != null) {
            dtls.start();
        }
    }

    /** Makes new credentials; the old ones stay good until the new ones are used. */
    public IceParameters restartIce() {
        router().assertOwner();
        if (closed()) {
            throw new IllegalStateException("transport %s is closed".formatted(id()));
        }
        server.expect(ice.restart().usernameFragment(), this);
        return iceParameters();
    }

    /** Changes what the browser may send over this transport, in bits a second. */
    public void maxIncomingBitrate(long bitsPerSecond) {
        router().assertOwner();
        maxIncomingBitrate = bitsPerSecond;
    }

    @Override
    long maxIncomingBitrate() {
        return maxIncomingBitrate;
    }

    void onStun(WebRtcTuple tuple, byte[] packet, int length) {
        if (!ice.onStun(packet, 0, length, tuple, System.nanoTime())) {
            dropped(BadPackets.Kind.STUN, "not a proper connectivity check, or its password is wrong");
        }
    }

    void onTupleClosed(WebRtcTuple tuple) {
        ice.onTupleClosed(tuple);
    }

    /** Takes what is not STUN from a validated path (RFC 7983 §7). */
    void onPacket(WebRtcTuple tuple, byte[] packet, int length) {
        int first = length == 0 ? 0 : packet[0] & 0xFF;
        countReceived(length);
        if (first >= 128 && first <= 191) {
            onMedia(tuple, packet, length);
        } else if (first >= 20 && first <= 63) {
            onDtls(packet, length);
        } else {
            dropped(BadPackets.Kind.UNKNOWN, "neither STUN nor DTLS nor RTP");
        }
    }

    private void onDtls(byte[] packet, int length) {
        // Before connect() tells the fingerprint nothing can be made of it; the browser will repeat it.
        if (dtls != null && !dtls.receive(packet, 0, length) && dtlsState == DtlsState.CONNECTED) {
            dropped(BadPackets.Kind.DTLS, "too many at once");
        }
    }

    private void onMedia(WebRtcTuple tuple, byte[] packet, int length) {
        if (srtp == null) {
            dropped(BadPackets.Kind.SRTP, "it came before DTLS was done");
            return;
        }
        boolean control = RtpPacket.isRtcp(packet, 0, length);
        int plain = control ? srtp.unprotectControl(packet, 0, length) : srtp.unprotect(packet, 0, length);
        if (plain == SrtpSession.REJECTED) {
            dropped(BadPackets.Kind.SRTP, control ? "SRTCP forged or repeated" : "forged or repeated");
            return;
        }
        ice.onMedia(tuple);
        long now = System.nanoTime();
        if (control) {
            onRtcp(packet, 0, plain, now);
        } else {
            onRtp(packet, 0, plain, now);
        }
    }

    @Override
    boolean isConnected() {
        return dtlsState == DtlsState.CONNECTED && ice.selected() != null;
    }

    @Override
    int sendRtp(byte[] buffer, int length) {
        int protectedLength = srtp.protect(buffer, 0, length);
        if (protectedLength == SrtpSession.REJECTED) {
            return 0;
        }
        transmit(buffer, 0, protectedLength);
        return protectedLength;
    }

    @Override
    void sendRtcp(byte[] buffer, int length) {
        int protectedLength = srtp.protectControl(buffer, 0, length);
        if (protectedLength != SrtpSession.REJECTED) {
            transmit(buffer, 0, protectedLength);
        }
    }

    @Override
    void sendAgain(byte[] buffer, int offset, int length) {
        transmit(buffer, offset, length);
    }

    private void transmit(byte[] buffer, int offset, int length) {
        IceTuple tuple = ice.selected();
        if (tuple != null && tuple.send(buffer, offset, length)) {
            countSent(length);
        }
    }

    @Override
    void forget(long ssrc) {
        if (srtp != null) {
            srtp.forgetSent(ssrc);
        }
    }

    @Override
    void onTick(long nowNanos) {
        super.onTick(nowNanos);
        if (nowNanos - lastCheck >= CHECK_EVERY_NANOS) {
            lastCheck = nowNanos;
            ice.checkConsent(System.nanoTime());
            startDtls(); // where all handshake threads were taken
        }
    }

    @Override
    void release() {
        if (dtls != null) {
            dtls.close();
        }
        ice.close();
        if (srtp != null) {
            srtp.close();
            srtp = null;
        }
        iceState = IceState.CLOSED;
        dtlsState = DtlsState.CLOSED;
    }

    @Override
    Object describePeer() {
        return lastTuple == null ? "the browser of transport " + id() : lastTuple.remoteAddress();
    }

    @Override
    public TransportDump dump() {
        return new TransportDump(id(), "webrtc", iceState, dtlsState, tuple(), dumpProducers(), dumpConsumers());
    }

    /** The path in use, or null. */
    public TransportTuple tuple() {
        return ice.selected() instanceof WebRtcTuple selected ? selected.describe() : null;
    }

    private void become(DtlsState state) {
        dtlsState = state;
        listeners().forEach(listener -> listener.onDtlsState(state));
    }

    /** What ICE and DTLS tell; not part of the transport's own face. */
    private final class Events implements IceListener, DtlsListener {
        @Override
        public void onState(IceAgentState state) {
            boolean back = iceState == IceState.DISCONNECTED;
            iceState = IceState.valueOf(state.name());
            log.debug("transport {}: ICE is {}", id(), state);
            listeners().forEach(listener -> listener.onIceState(iceState));
            if (back && srtp != null) {
                connected();
            }
            startDtls();
        }

        @Override
        public void onSelected(IceTuple tuple) {
            if (tuple != null) {
                lastTuple = tuple;
                TransportTuple told = ((WebRtcTuple) tuple).describe();
                listeners().forEach(listener -> listener.onTuple(told));
            }
        }

        @Override
        public void onTupleAdded(IceTuple tuple) {
            ((WebRtcTuple) tuple).attach(WebRtcTransport.this);
        }

        @Override
        public void onTupleRemoved(IceTuple tuple) {
            ((WebRtcTuple) tuple).detach();
            if (tuple instanceof TcpConnection connection) {
                server.onBroken(connection);
            }
        }

        @Override
        public void onRetired(IceCredentials credentials) {
            server.expectNoMore(credentials.usernameFragment());
        }

        @Override
        public void onSend(byte[] datagram) {
            if (lastTuple != null && lastTuple.send(datagram, 0, datagram.length)) {
                countSent(datagram.length);
            }
        }

        @Override
        public void onConnecting() {
            become(DtlsState.CONNECTING);
        }

        @Override
        public void onConnected(SrtpKeys keys) {
            srtp = new SrtpSession(keys);
            log.debug("transport {}: DTLS is connected, {}", id(), keys.suite());
            become(DtlsState.CONNECTED);
            connected();
        }

        @Override
        public void onFailed(String reason) {
            log.info("transport {}: DTLS with {} failed: {}", id(), describePeer(), reason);
            become(DtlsState.FAILED);
        }

        @Override
        public void onClosedByPeer() {
            log.debug("transport {}: the browser ended DTLS", id());
            become(DtlsState.CLOSED);
        }
    }
}
