package io.patchbay.media.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.patchbay.media.audio.AudioBridge;
import io.patchbay.media.audio.RoomStream;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.quality.CallQuality;
import io.patchbay.media.quality.SentQuality;
import io.patchbay.media.rtp.ExtendedReports;
import io.patchbay.media.rtp.NtpTime;
import io.patchbay.media.rtp.ReportBlock;
import io.patchbay.media.rtp.RtcpReader;
import io.patchbay.media.rtp.RtcpVisitor;
import io.patchbay.media.rtp.RtcpWriter;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.VoipMetrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The figures of a call over real sockets, where it is known what the phone sent and what it says. */
class CallQualityTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final long PHONE_SSRC = 4_711;
    private static final int PACKETS = 150;
    private static final Duration ROUND_TRIP = Duration.ofMillis(20); // as the phone makes it look

    private final MediaLoop loop = MediaLoop.start("test-quality");
    private final ExecutorService callLoop = Executors.newSingleThreadExecutor();
    private final AudioCodecs codecs = new AudioCodecs();
    private final PortPool pool = TestPorts.pool(8);
    private final AudioBridge bridge =
            loop.call(() -> new AudioBridge(loop, codecs)).join();

    @AfterEach
    void nothingIsLeft() {
        loop.call(() -> {
                    bridge.close();
                    return null;
                })
                .join();
        await().atMost(SOON).until(() -> pool.inUse() == 0);
        loop.close();
        callLoop.shutdown();
    }

    @Test
    void tellsLossAndBurstsOfWhatCameAndTheFarEndsFigures() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                SipPeer peer = open()) {
            String answer = call(peer, phone.offer("0", "rtpmap:0 PCMU/8000", "rtcp-xr:voip-metrics"));
            assertThat(answer).contains("a=rtcp-xr:voip-metrics");

            // given a phone that loses one packet, and later three of five
            speak(phone, peer.port(), i -> i == 40 || i == 80 || i == 82 || i == 84);
            await().atMost(SOON)
                    .until(() -> phone.reports.stream().anyMatch(report -> Report.of(report).metrics != null));
            // and that tells of 10 % loss of what it hears
            Report ours = Report.of(phone.reports.get(phone.reports.size() - 1));
            phone.sendRtcp(peer.port() + 1, theirReport(ours));
            await().atMost(SOON).until(() -> figures(peer).sent().reported() != null);

            CallQuality quality = figures(peer);
            assertThat(quality.received().lost()).isEqualTo(4);
            assertThat(quality.received().lossPercent()).isCloseTo(100.0 * 4 / PACKETS, within(0.5));
            assertThat(quality.received().losses().bursts()).isEqualTo(1);
            assertThat(quality.received().losses().burstDensityPercent()).isCloseTo(60, within(0.1));
            assertThat(quality.received().losses().burstMillis()).isCloseTo(100, within(0.1));
            assertThat(quality.received().jitterMillis()).isBetween(0.0, 15.0);
            assertThat(quality.received().bufferMillis()).isBetween(1.0, 200.0);
            assertThat(quality.received().mos()).isBetween(3.5, 4.4);

            SentQuality sent = quality.sent();
            assertThat(sent.jitterMillis()).isCloseTo(30, within(0.1));
            assertThat(sent.lost()).isEqualTo(12);
            assertThat(sent.reported().lossRate()).isEqualTo(26);
            assertThat(sent.mos()).isBetween(2.5, 3.6); // a tenth lost, as it says
            assertThat(quality.roundTripMillis()).isBetween(ROUND_TRIP.toMillis() - 1.0, 300.0);

            // and our own report told the phone how it is heard
            assertThat(ours.metrics.gmin()).isEqualTo(16);
            assertThat(ours.metrics.mosListening()).isBetween(30, 45);
        }
    }

    @Test
    void tellsNoFiguresToAPhoneThatAsksForNone() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                SipPeer peer = open()) {
            assertThat(call(peer, phone.offer("0", "rtpmap:0 PCMU/8000"))).doesNotContain("rtcp-xr");
            speak(phone, peer.port(), i -> false);
            await().atMost(SOON).until(() -> !phone.reports.isEmpty());
            assertThat(Report.of(phone.reports.get(0)).metrics).isNull();
            assertThat(figures(peer).sent().mos()).isNaN();
            assertThat(figures(peer).received().mos()).isGreaterThan(4.2);
        }
    }

    private SipPeer open() {
        InetAddress here = InetAddress.getLoopbackAddress();
        return SipPeer.open(loop, pool, SipPeerConfig.of("test", here, here), new PeerListener() {}, callLoop);
    }

    private String call(SipPeer peer, String offer) throws Exception {
        String answer = peer.answer(SessionDescription.offer(offer))
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS)
                .sdp();
        peer.attach(bridge, RoomStream.withSsrc(1), packet -> {}, key -> {})
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
        return answer;
    }

    private static CallQuality figures(SipPeer peer) throws Exception {
        return peer.statistics().toCompletableFuture().get(5, TimeUnit.SECONDS).quality();
    }

    /** 150 packets of 20 ms, in real time, without those that are lost. Returns when all are said. */
    private void speak(LoopbackPhone phone, int port, IntPredicate lost) throws Exception {
        byte[] packet = new byte[172];
        CountDownLatch toSay = new CountDownLatch(PACKETS);
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
        try {
            clock.scheduleAtFixedRate(
                    () -> {
                        int i = PACKETS - (int) toSay.getCount();
                        RtpPacket.writeHeader(packet, 0, 0, i == 0, i, 160L * i, PHONE_SSRC);
                        if (i < PACKETS && !lost.test(i)) {
                            send(phone, port, packet);
                        }
                        toSay.countDown();
                    },
                    0,
                    20,
                    TimeUnit.MILLISECONDS);
            assertThat(toSay.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            clock.shutdownNow();
        }
    }

    private static void send(LoopbackPhone phone, int port, byte[] packet) {
        try {
            phone.send(port, packet);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] theirReport(Report ours) {
        byte[] bytes = new byte[256];
        RtcpWriter writer = new RtcpWriter().wrap(bytes, 0, bytes.length);
        writer.receiverReport(PHONE_SSRC);
        Duration ago = Duration.between(NtpTime.toInstant(ours.ntpTime), Instant.now());
        long held = NtpTime.compactSpan(ago.minus(ROUND_TRIP).toNanos());
        writer.reportBlock(new ReportBlock(ours.ssrc, 26, 12, 500, 240, NtpTime.compact(ours.ntpTime), held));
        writer.cname(PHONE_SSRC, "phone");
        ExtendedReports.writeVoipMetrics(
                writer,
                PHONE_SSRC,
                ours.ssrc,
                new VoipMetrics(26, 0, 0, 26, 0, 0, 10, 60, 127, 127, 127, 16, 70, 127, 36, 35, 0, 60, 60, 200));
        return Arrays.copyOf(bytes, writer.length());
    }

    private static final class Report implements RtcpVisitor {
        long ssrc;
        long ntpTime;
        VoipMetrics metrics;

        static Report of(byte[] bytes) {
            Report report = new Report();
            assertThat(new RtcpReader().read(bytes, 0, bytes.length, report)).isTrue();
            return report;
        }

        @Override
        public void onSenderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
            this.ssrc = ssrc;
            this.ntpTime = ntpTime;
        }

        @Override
        public void onVoipMetrics(long senderSsrc, long mediaSsrc, byte[] buffer, int at) {
            assertThat(mediaSsrc).isEqualTo(PHONE_SSRC);
            metrics = ExtendedReports.voipMetrics(buffer, at);
        }
    }
}
