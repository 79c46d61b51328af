package io.patchbay.media.sfu;

import io.patchbay.media.ice.IceAgentState;
import io.patchbay.media.ice.IceCredentials;
import io.patchbay.media.ice.IceListener;
import io.patchbay.media.ice.IceLiteAgent;
import io.patchbay.media.ice.IceTuple;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.srtp.SrtpSession;
import java.time.Duration;
import java.util.List;

/** A browser's transport: ICE-lite, DTLS-SRTP, on its loop's WebRTC ports. */
public final class WebRtcTransport extends Transport {
    private static final long CHECK_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final WebRtcServer server;
    private final List<IceCandidate> candidates;
    private final IceLiteAgent ice;
    private final DtlsTransport dtls;
    private long maxIncomingBitrate;
    private IceState iceState = IceState.NEW;
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
        this.candidates = server.candidates(options);
        this.maxIncomingBitrate =
                options.maxIncomingBitrate() > 0 ? options.maxIncomingBitrate() : config.maxIncomingBitrate();
        this.ice = new IceLiteAgent(new IceEvents(), config.consentTimeout());
        this.dtls = new DtlsTransport(new Carrier(), dtlsContext, id());
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
        return dtls.parameters();
    }

    public IceState iceState() {
        return iceState;
    }

    public DtlsState dtlsState() {
        return dtls.state();
    }

    /**
     * Says which certificate the browser shows. Once.
     *
     * @throws IllegalStateException where it was called before
     * @throws RtpParametersException where no fingerprint is of an algorithm we know
     */
    public void connect(DtlsParameters remote) {
        router().assertOwner();
        dtls.connect(remote, router().loop());
        startDtls();
    }

    private void startDtls() {
        if (ice.selected() != null) {
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

    /** False where it was malformed or forged. */
    boolean onStun(WebRtcTuple tuple, byte[] packet, int length, long nowNanos) {
        boolean good = ice.onStun(packet, 0, length, tuple, nowNanos);
        if (!good) {
            dropped(BadPackets.Kind.STUN, "not a proper connectivity check, or its password is wrong");
        }
        return good;
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
        } else if (first < 20 || first > 63) {
            dropped(BadPackets.Kind.UNKNOWN, "neither STUN nor DTLS nor RTP");
        } else if (!dtls.receive(packet, length)) {
            dropped(BadPackets.Kind.DTLS, "too many at once");
        }
    }

    private void onMedia(WebRtcTuple tuple, byte[] packet, int length) {
        SrtpSession srtp = dtls.srtp();
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
        return dtls.isConnected() && ice.selected() != null;
    }

    @Override
    int sendRtp(byte[] buffer, int length) {
        int protectedLength = dtls.srtp().protect(buffer, 0, length);
        if (protectedLength == SrtpSession.REJECTED) {
            return 0;
        }
        transmit(buffer, 0, protectedLength);
        return protectedLength;
    }

    @Override
    void sendRtcp(byte[] buffer, int length) {
        int protectedLength = dtls.srtp().protectControl(buffer, 0, length);
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
        if (dtls.srtp() != null) {
            dtls.srtp().forgetSent(ssrc);
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
        dtls.close();
        ice.close();
        iceState = IceState.CLOSED;
    }

    @Override
    Object describePeer() {
        return lastTuple == null ? "the browser of transport " + id() : lastTuple.remoteAddress();
    }

    @Override
    public TransportDump dump() {
        return new TransportDump(id(), "webrtc", iceState, dtls.state(), tuple(), dumpProducers(), dumpConsumers());
    }

    /** The path in use, or null. */
    public TransportTuple tuple() {
        return ice.selected() instanceof WebRtcTuple selected ? selected.describe() : null;
    }

    private final class IceEvents implements IceListener {
        @Override
        public void onState(IceAgentState state) {
            boolean back = iceState == IceState.DISCONNECTED;
            iceState = IceState.valueOf(state.name());
            listeners().forEach(listener -> listener.onIceState(iceState));
            if (back && dtls.isConnected()) {
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
    }

    private final class Carrier implements DtlsTransport.Carrier {
        @Override
        public void sendDtls(byte[] datagram) {
            if (lastTuple != null && lastTuple.send(datagram, 0, datagram.length)) {
                countSent(datagram.length);
            }
        }

        @Override
        public void onDtlsState(DtlsState state) {
            listeners().forEach(listener -> listener.onDtlsState(state));
            if (state == DtlsState.CONNECTED) {
                connected();
            }
        }

        @Override
        public Object peerAddress() {
            return lastTuple == null ? this : lastTuple.remoteAddress().getAddress();
        }

        @Override
        public Object describePeer() {
            return WebRtcTransport.this.describePeer();
        }
    }
}
