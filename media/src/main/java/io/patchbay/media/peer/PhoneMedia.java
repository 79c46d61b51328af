package io.patchbay.media.peer;

import io.patchbay.media.audio.AudioBridge;
import io.patchbay.media.audio.AudioLeg;
import io.patchbay.media.audio.AudioLegConfig;
import io.patchbay.media.audio.AudioLegStats;
import io.patchbay.media.audio.DtmfListener;
import io.patchbay.media.audio.LegFormat;
import io.patchbay.media.audio.RoomStream;
import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.loop.LoopTimer;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.quality.CallQuality;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.RtpSink;
import io.patchbay.media.sdp.Direction;
import io.patchbay.media.sdp.LocalIce;
import io.patchbay.media.sdp.NegotiatedAudio;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Moves a phone's packets between its sockets and its {@link AudioLeg}, as negotiated; keeps its RTCP and notices its silence.
 * Belongs to the media loop.
 */
final class PhoneMedia implements PhoneTransport.Receiver {
    private static final Logger log = LoggerFactory.getLogger(PhoneMedia.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);
    private static final int COMFORT_NOISE = 13; // RFC 3389: may come without having been negotiated

    /** Where the phone is to be heard. */
    record Attachment(
            AudioBridge bridge,
            RoomStream roomStream,
            RtpSink toRoom,
            DtmfListener dtmf,
            CompletableFuture<AudioLeg> attached) {}

    private final MediaLoop loop;
    private final MediaPorts ports;
    private final SipPeerConfig config;
    private final PeerListener listener;
    private final Executor executor;
    private final int[] clockRates = new int[128]; // of what may come, by payload type; 0 where it may not
    private final ReceivedStream received = new ReceivedStream();
    private PhoneTransport transport;
    private RtcpSession rtcp;
    private QualityMeter quality;
    private volatile LegFormat format; // null before agreement; written on the loop
    private Attachment attachment; // null before there is one
    private AudioLeg leg; // null before both are
    private LoopTimer timer;
    private volatile ConnectionState state = ConnectionState.NEW;
    private final Silence silence;

    PhoneMedia(MediaLoop loop, MediaPorts ports, SipPeerConfig config, PeerListener listener, Executor executor) {
        this.loop = loop;
        this.ports = ports;
        this.config = config;
        this.listener = listener;
        this.executor = executor;
        silence = new Silence(config.inactivity());
    }

    /** First of all, on the loop. */
    void start() {
        try {
            transport = new PhoneTransport(config, loop, ports, this);
        } catch (IOException e) {
            ports.close();
            become(ConnectionState.CLOSED);
            throw new UncheckedIOException(config.name() + ": cannot watch its RTP ports", e);
        }
        rtcp = new RtcpSession(UUID.randomUUID().toString(), received, this::tellBye, System.nanoTime());
        quality = new QualityMeter(received, rtcp);
        timer = loop.schedule(LOOK_EVERY, this::look);
    }

    /** Any thread. */
    ConnectionState state() {
        return state;
    }

    /** Any thread. */
    int port() {
        return ports.port();
    }

    /** Any thread. */
    Optional<AudioCodec> codec() {
        return Optional.ofNullable(format).map(LegFormat::sendCodec);
    }

    /** Which way audio flows, as agreed last, seen from here. Any thread. */
    Optional<Direction> direction() {
        return Optional.ofNullable(format).map(agreed -> Direction.of(agreed.sending(), agreed.receiving()));
    }

    /**
     * A round of offer and answer is over.
     *
     * @param offered whether the offer was ours
     */
    void negotiated(NegotiatedAudio audio, boolean offered) {
        requireOpen("negotiated");
        format = AudioNegotiation.legFormat(audio);
        Arrays.fill(clockRates, 0);
        clockRates[COMFORT_NOISE] = 8_000;
        audio.receive().forEach((type, codec) -> clockRates[type] = codec.clockRate());
        audio.receiveEvents().forEach((type, clockRate) -> clockRates[type] = clockRate);
        transport.announce(
                AudioNegotiation.socketAddress(audio.remoteRtp()),
                AudioNegotiation.socketAddress(audio.remoteRtcp()),
                audio.rtcpMux(),
                audio.ice(),
                offered);
        transport.protect(audio.protection());
        rtcp.tellMetrics(audio.voipMetrics() ? () -> quality.metrics(format.sendCodec()) : null);
        silence.begin(System.nanoTime());
        if (state == ConnectionState.NEW) {
            become(ConnectionState.CONNECTING);
        }
        if (leg == null) {
            connectLeg();
        } else {
            rtcp.startSending(rtcp.sent().ssrc(), format.sendCodec().clockRate());
            leg.setFormat(format);
        }
    }

    void attach(Attachment wanted) {
        requireOpen("attach");
        closeLeg();
        attachment = wanted;
        connectLeg();
    }

    private void connectLeg() {
        if (attachment == null || format == null) {
            return;
        }
        long ssrc = ThreadLocalRandom.current().nextLong(0x1_0000_0000L);
        rtcp.startSending(ssrc, format.sendCodec().clockRate());
        AudioLegConfig legConfig =
                new AudioLegConfig(config.name(), format, ssrc, attachment.roomStream(), attachment.dtmf());
        CompletableFuture<AudioLeg> attached = attachment.attached();
        try {
            leg = attachment.bridge().addLeg(legConfig, this::send, attachment.toRoom());
            AudioLeg made = leg;
            quality.use(leg);
            deliver(() -> attached.complete(made));
        } catch (RuntimeException e) {
            attachment = null;
            deliver(() -> attached.completeExceptionally(e));
        }
    }

    private void send(RtpPacket packet) {
        transport.onRtp(packet);
        rtcp.onSent(packet, System.nanoTime());
    }

    @Override
    public boolean knows(int payloadType) {
        return clockRates[payloadType] != 0;
    }

    @Override
    public void onRtp(RtpPacket packet, long nowNanos) {
        boolean ours = received.onPacket(packet, clockRates[packet.payloadType()], nowNanos);
        if (state != ConnectionState.CONNECTED) {
            become(ConnectionState.CONNECTED);
        }
        if (packet.payloadType() == COMFORT_NOISE) {
            silence.onComfortNoise(nowNanos);
        } else {
            silence.onAudio(nowNanos);
        }
        long late = leg == null ? 0 : leg.late();
        if (leg != null) {
            leg.onRtp(packet, nowNanos);
        }
        if (ours) {
            boolean heard = leg == null || leg.late() == late;
            quality.onPacket(packet, clockRates[packet.payloadType()], heard, nowNanos);
        }
    }

    @Override
    public void onRtcp(byte[] buffer, int length, long nowNanos) {
        silence.onControl(nowNanos);
        rtcp.read(buffer, length, nowNanos);
        quality.onReport();
    }

    @Override
    public void onLearned(InetSocketAddress address) {
        tell(() -> listener.onRemoteAddress(address));
    }

    @Override
    public void onKeysFailed(String reason) {
        tell(() -> listener.onKeysFailed(reason));
    }

    @Override
    public void onNoPath(String reason) {
        tell(() -> listener.onNoPath(reason));
    }

    /** Completes on the loop when our side of ICE is known. */
    CompletionStage<Void> gathered() {
        requireOpen("gathering candidates");
        return transport.ice().gathered();
    }

    /** Our side of ICE, which is made at the first call. */
    LocalIce ice() {
        return transport.ice().local();
    }

    void restartIce() {
        transport.ice().restart();
    }

    PeerStats statistics() {
        if (transport == null) {
            throw new PeerClosedException(config.name() + ": its ports were never opened");
        }
        AudioLegStats audio = leg == null ? null : leg.statistics();
        long nanosAgo = System.nanoTime() - received.lastNanos();
        return new PeerStats(
                transport.target(),
                transport.isProven(),
                transport.protection(),
                received.packets(),
                transport.bytesReceived(),
                transport.packetsSent(),
                transport.bytesSent(),
                received.lost(),
                received.jitterMillis(),
                rtcp.remoteLostFraction(),
                rtcp.remoteJitterMillis(),
                rtcp.roundTripMillis(),
                received.packets() == 0 ? null : Instant.now().minusNanos(nanosAgo),
                new PeerStats.Strays(
                        transport.malformed(),
                        transport.strangers(),
                        transport.unknownPayloadTypes(),
                        audio == null ? 0 : audio.unknownSources(),
                        rtcp.malformed(),
                        transport.unauthenticated()),
                audio,
                quality.figures(format == null ? null : format.sendCodec(), transport.packetsSent()));
    }

    CallQuality lastQuality() {
        if (transport == null) {
            throw new PeerClosedException(config.name() + ": its ports were never opened");
        }
        return quality.last(format == null ? null : format.sendCodec(), transport.packetsSent());
    }

    /** Idempotent. */
    void close() {
        if (state == ConnectionState.CLOSED) {
            return;
        }
        closeLeg();
        if (timer != null) {
            timer.cancel();
        }
        if (transport != null && format != null) {
            transport.sendRtcp(rtcp.buffer(), rtcp.goodbye(System.nanoTime()));
        }
        if (transport == null) {
            ports.close();
        } else {
            transport.close();
        }
        become(ConnectionState.CLOSED);
    }

    /** Gives the ports back where the loop has ended. Any thread. */
    void abandon() {
        ports.close();
    }

    private void closeLeg() {
        if (leg != null) {
            quality.use(null);
            leg.close();
            leg = null;
        } else if (attachment != null) {
            CompletableFuture<AudioLeg> attached = attachment.attached();
            deliver(() -> attached.completeExceptionally(
                    new PeerClosedException(config.name() + ": closed before a codec was agreed on")));
        }
        attachment = null;
    }

    /** Every second. */
    private void look() {
        timer = loop.schedule(LOOK_EVERY, this::look);
        if (format == null) {
            return;
        }
        long now = System.nanoTime();
        transport.beginKeyExchange();
        quality.look();
        if (rtcp.isDue(now)) {
            transport.sendRtcp(rtcp.buffer(), rtcp.report(now));
        }
        if (silence.isTooLong(format.receiving(), now)) {
            tellInactive(silence.length(now));
        }
    }

    private void tellInactive(Duration length) {
        if (state == ConnectionState.CONNECTED) {
            become(ConnectionState.DISCONNECTED);
        }
        InetSocketAddress expectedFrom = transport.target();
        tell(() -> listener.onInactive(expectedFrom, length));
    }

    private void tellBye() {
        tell(listener::onRtcpBye);
    }

    private void requireOpen(String doing) {
        if (state == ConnectionState.CLOSED) {
            throw new PeerClosedException(config.name() + ": " + doing + " after the peer was closed");
        }
    }

    private void become(ConnectionState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("%s: media cannot go from %s to %s".formatted(config.name(), state, next));
        }
        state = next;
        tell(() -> listener.onConnectionState(next));
    }

    private void tell(Runnable event) {
        try {
            executor.execute(event);
        } catch (RejectedExecutionException e) {
            log.debug("{}: the call's loop has ended; an event of its media goes nowhere", config.name());
        }
    }

    private void deliver(Runnable completion) {
        try {
            executor.execute(completion);
        } catch (RejectedExecutionException e) {
            completion.run(); // the call has ended; whoever still waits is told
        }
    }
}
