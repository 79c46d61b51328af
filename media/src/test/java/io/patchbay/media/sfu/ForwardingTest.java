package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import io.patchbay.media.rtp.NtpClock;
import io.patchbay.media.rtp.NtpTime;
import io.patchbay.media.rtp.ReportBlock;
import io.patchbay.media.rtp.RtcpReader;
import io.patchbay.media.rtp.RtcpVisitor;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.TransportFeedback;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What happens between a producer and its consumers, over real sockets. */
class ForwardingTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final long CAMERA = 88;
    private static final long MICROPHONE = 77;

    private final SfuFixture sfu = new SfuFixture();
    private TestBrowser sender;
    private TestBrowser receiver;

    @BeforeEach
    void connectTwoBrowsers() {
        sender = sfu.browser();
        receiver = sfu.browser();
    }

    @AfterEach
    void nothingIsLeft() {
        sender.close();
        receiver.close();
        sfu.close();
    }

    @Test
    void videoBeginsWithAKeyFrameWhichIsAskedFor() {
        Producer producer = produce(SfuFixture.video(CAMERA));
        Consumer consumer = consume(producer);
        awaitRtcp(sender, heard -> heard.plis.contains(CAMERA));

        sender.sendVideo(CAMERA, 1, false);
        sender.sendVideo(CAMERA, 2, true);
        sender.sendVideo(CAMERA, 3, false);

        await().atMost(PATIENCE).until(() -> received(consumer).size() == 2);
        assertThat(received(consumer).get(0).payloadLength()).isEqualTo(4);
        assertThat(lastBytes(received(consumer))).containsExactly(2, 3);
    }

    @Test
    void aPausedConsumerGetsNothingAndGoesOnWithTheNextNumber() {
        Producer producer = produce(SfuFixture.audio(MICROPHONE));
        Consumer consumer = consume(producer);
        sender.sendAudio(MICROPHONE, 1);
        await().atMost(PATIENCE).until(() -> received(consumer).size() == 1);

        sfu.run(consumer::pause);
        sender.sendAudio(MICROPHONE, 2);
        await().atMost(PATIENCE).until(() -> sfu.on(producer::stats).packets() == 2);
        sfu.run(consumer::resume);
        sender.sendAudio(MICROPHONE, 3);

        await().atMost(PATIENCE).until(() -> received(consumer).size() == 2);
        List<RtpPacket> packets = received(consumer);
        assertThat(lastBytes(packets)).containsExactly(1, 3);
        assertThat(packets.get(1).sequenceNumber()).isEqualTo(packets.get(0).sequenceNumber() + 1);
    }

    @Test
    void aPausedProducerSendsNothingOn() {
        Producer producer = produce(SfuFixture.audio(MICROPHONE));
        Consumer consumer = consume(producer);
        sfu.run(producer::pause);
        sender.sendAudio(MICROPHONE, 1);
        await().atMost(PATIENCE).until(() -> sfu.on(producer::stats).packets() == 1);
        sfu.run(producer::resume);
        sender.sendAudio(MICROPHONE, 2);

        await().atMost(PATIENCE).until(() -> received(consumer).size() == 1);
        assertThat(lastBytes(received(consumer))).containsExactly(2);
    }

    @Test
    void resumingAVideoConsumerAsksForAKeyFrame() {
        Producer producer = produce(SfuFixture.video(CAMERA));
        Consumer consumer = sfu.on(
                () -> receiver.transport.consume(new ConsumerOptions(producer.id(), SfuFixture.chromium(), true)));
        assertThat(sfu.on(producer::stats).keyFramesRequested()).isZero();

        sfu.run(consumer::resume);
        awaitRtcp(sender, heard -> heard.plis.contains(CAMERA));
    }

    @Test
    void answersANackWithTheSameBytes() {
        Producer producer = produce(SfuFixture.video(CAMERA));
        Consumer consumer = consume(producer);
        sender.sendVideo(CAMERA, 1, true);
        sender.sendVideo(CAMERA, 2, false);
        await().atMost(PATIENCE).until(() -> received(consumer).size() == 2);
        int lost = received(consumer).get(1).sequenceNumber();
        int before = receiver.raw.size();

        await().atMost(PATIENCE)
                .until(
                        () -> { // until the first answer is old enough to be asked for again
                            receiver.sendRtcp(writer -> writer.nack(1, ssrcOf(consumer), new int[] {lost}, 1));
                            return sfu.on(consumer::stats).retransmitted() > 0;
                        });

        await().atMost(PATIENCE).until(() -> rtpOf(receiver.raw.subList(before, receiver.raw.size())) > 0);
        List<byte[]> sameNumber = receiver.raw.stream()
                .filter(packet -> !RtpPacket.isRtcp(packet, 0, packet.length))
                .filter(packet -> (packet[2] & 0xFF) << 8 == (lost & 0xFF00) && (packet[3] & 0xFF) == (lost & 0xFF))
                .toList();
        assertThat(sameNumber).hasSizeGreaterThanOrEqualTo(2);
        assertThat(sameNumber).allMatch(packet -> java.util.Arrays.equals(packet, sameNumber.get(0)));
    }

    @Test
    void asksTheSenderForWhatIsMissing() {
        Producer producer = produce(SfuFixture.video(CAMERA));
        consume(producer);
        sender.sendVideo(CAMERA, 10, true);
        sender.sendVideo(CAMERA, 13, false);

        awaitRtcp(sender, heard -> heard.nacks.containsAll(List.of(11, 12)));
        assertThat(sfu.on(producer::stats).nacksSent()).isPositive();
    }

    @Test
    void paddingOfTheSenderLeavesNoGap() {
        Producer producer = produce(SfuFixture.audio(MICROPHONE));
        Consumer consumer = consume(producer);
        sender.sendAudio(MICROPHONE, 1);
        sender.sendRtp(MICROPHONE, SfuFixture.OPUS, 2, 0, new byte[0]);
        sender.sendAudio(MICROPHONE, 3);

        await().atMost(PATIENCE).until(() -> received(consumer).size() == 2);
        assertThat(received(consumer).get(1).sequenceNumber())
                .isEqualTo(received(consumer).get(0).sequenceNumber() + 1);
    }

    @Test
    void manyKeyFrameRequestsBecomeFew() {
        Producer producer = produce(SfuFixture.video(CAMERA));
        Consumer consumer = consume(producer);
        awaitRtcp(sender, heard -> heard.plis.size() == 1);
        for (int i = 0; i < 50; i++) {
            receiver.sendRtcp(writer -> writer.pli(1, ssrcOf(consumer)));
        }
        await().atMost(PATIENCE).until(() -> sfu.on(consumer::stats).keyFramesRequested() >= 50);
        assertThat(sfu.on(producer::stats).keyFramesRequested()).isLessThanOrEqualTo(3);
    }

    @Test
    void sendsCongestionFeedbackOnEveryPacketInTheNameOfTheSendersStream() {
        produce(SfuFixture.video(CAMERA));
        for (int sequence = 1; sequence <= 20; sequence++) {
            sender.sendVideo(CAMERA, sequence, sequence == 1);
        }
        awaitRtcp(sender, heard -> heard.arrived.size() == 20);
        assertThat(hear(sender).feedbackSsrcs).containsOnly(CAMERA);
    }

    @Test
    void reportsBothWaysAndTellsTheSendersClockInOurs() {
        Producer audio = produce(SfuFixture.audio(MICROPHONE));
        Producer video = produce(SfuFixture.video(CAMERA));
        Consumer hears = consume(audio);
        Consumer sees = consume(video);
        // The sender's clock is years off; its audio and video were at these timestamps at the same moment.
        long theirs = NtpTime.of(Instant.parse("2001-01-01T00:00:00Z"));
        sender.sendAudio(MICROPHONE, 1);
        sender.sendVideo(CAMERA, 1, true);
        sender.sendRtcp(writer -> {
            writer.senderReport(MICROPHONE, theirs, 1_000_000, 1, 4);
            writer.senderReport(CAMERA, theirs, 2_000_000, 1, 4);
        });

        awaitRtcp(sender, heard -> heard.reported.containsAll(List.of(MICROPHONE, CAMERA)));
        // Reports from before the sender's own count from arrival; wait for those after it.
        await().atMost(PATIENCE).untilAsserted(() -> {
            Heard heard = hear(receiver);
            Heard.Report ofAudio = heard.last(ssrcOf(hears));
            Heard.Report ofVideo = heard.last(ssrcOf(sees));
            assertThat(ofAudio).isNotNull();
            assertThat(ofVideo).isNotNull();
            double audioSeconds = (ofAudio.rtp - 1_000_000) / 48_000.0;
            double videoSeconds = (ofVideo.rtp - 2_000_000) / 90_000.0;
            double apart = (ofVideo.ntp - ofAudio.ntp) / (double) (1L << 32);
            assertThat(videoSeconds - audioSeconds).isCloseTo(apart, within(0.001));
            assertThat(audioSeconds).isBetween(0.0, 10.0);
            long now = NtpClock.system().ntpAt(System.nanoTime());
            assertThat((now - ofAudio.ntp) / (double) (1L << 32)).isCloseTo(0, within(10.0));
        });
        assertThat(hear(receiver).cnames).containsOnly("cname");
    }

    @Test
    void measuresTheRoundTripToAReceiver() {
        Producer producer = produce(SfuFixture.audio(MICROPHONE));
        Consumer consumer = consume(producer);
        sender.sendAudio(MICROPHONE, 1);
        awaitRtcp(receiver, heard -> heard.last(ssrcOf(consumer)) != null);
        long lastSenderReport = NtpTime.compact(hear(receiver).last(ssrcOf(consumer)).ntp);

        receiver.sendRtcp(writer -> {
            writer.receiverReport(1);
            writer.reportBlock(new ReportBlock(ssrcOf(consumer), 64, 3, 1, 0, lastSenderReport, 0));
        });

        await().atMost(PATIENCE).until(() -> sfu.on(consumer::stats).roundTripMillis() >= 0);
        assertThat(sfu.on(consumer::stats).packetsLost()).isEqualTo(3);
        assertThat(sfu.on(consumer::stats).fractionLost()).isEqualTo(0.25);
    }

    @Test
    void packetsOfUnknownStreamsAndPayloadTypesAreCountedAndDropped() {
        Producer producer = produce(SfuFixture.audio(MICROPHONE));
        consume(producer);
        sender.sendAudio(12_345, 1);
        sender.sendRtp(MICROPHONE, 55, 1, 0, new byte[] {1});

        await().atMost(PATIENCE).until(() -> sfu.node.gauges().badPackets().get("rtp") == 2);
        assertThat(sfu.on(producer::stats).packets()).isZero();
    }

    private Producer produce(ProducerOptions options) {
        return sfu.on(() -> sender.transport.produce(options));
    }

    private Consumer consume(Producer producer) {
        return sfu.on(() -> receiver.transport.consume(ConsumerOptions.of(producer.id(), SfuFixture.chromium())));
    }

    private static long ssrcOf(Consumer consumer) {
        return consumer.rtpParameters().encodings().get(0).ssrc();
    }

    private List<RtpPacket> received(Consumer consumer) {
        return receiver.received(ssrcOf(consumer));
    }

    private static List<Integer> lastBytes(List<RtpPacket> packets) {
        return packets.stream()
                .map(packet -> (int) packet.buffer()[packet.offset() + packet.length() - 1])
                .toList();
    }

    private static long rtpOf(List<byte[]> packets) {
        return packets.stream()
                .filter(packet -> !RtpPacket.isRtcp(packet, 0, packet.length))
                .count();
    }

    private static void awaitRtcp(TestBrowser browser, Predicate<Heard> wanted) {
        await().atMost(PATIENCE).until(() -> wanted.test(hear(browser)));
    }

    private static Heard hear(TestBrowser browser) {
        Heard heard = new Heard();
        RtcpReader reader = new RtcpReader();
        for (byte[] packet : browser.rtcp) {
            assertThat(reader.read(packet, 0, packet.length, heard)).isTrue();
        }
        return heard;
    }

    /** All that a browser's RTCP said so far. */
    private static final class Heard implements RtcpVisitor {
        private record Report(long ssrc, long ntp, long rtp) {}

        private final List<Long> plis = new ArrayList<>();
        private final List<Integer> nacks = new ArrayList<>();
        private final List<Integer> arrived = new ArrayList<>();
        private final List<Long> feedbackSsrcs = new CopyOnWriteArrayList<>();
        private final List<Long> reported = new ArrayList<>();
        private final List<Report> reports = new ArrayList<>();
        private final List<String> cnames = new ArrayList<>();

        private Report last(long ssrc) {
            return reports.stream()
                    .filter(report -> report.ssrc == ssrc)
                    .reduce((first, second) -> second)
                    .orElse(null);
        }

        @Override
        public void onSenderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
            reports.add(new Report(ssrc, ntpTime, rtpTimestamp));
        }

        @Override
        public void onReportBlock(long reporterSsrc, ReportBlock block) {
            reported.add(block.ssrc());
        }

        @Override
        public void onCname(long ssrc, byte[] buffer, int offset, int length) {
            cnames.add(new String(buffer, offset, length, java.nio.charset.StandardCharsets.UTF_8));
        }

        @Override
        public void onPli(long senderSsrc, long mediaSsrc) {
            plis.add(mediaSsrc);
        }

        @Override
        public void onNack(long senderSsrc, long mediaSsrc, int sequenceNumber) {
            nacks.add(sequenceNumber);
        }

        @Override
        public void onTransportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {
            feedbackSsrcs.add(mediaSsrc);
            while (feedback.next()) {
                arrived.add(feedback.sequenceNumber());
            }
        }
    }
}
