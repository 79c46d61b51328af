package io.patchbay.media.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.media.audio.AudioBridge;
import io.patchbay.media.audio.AudioLeg;
import io.patchbay.media.audio.DtmfListener;
import io.patchbay.media.audio.RoomStream;
import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.rtp.NtpTime;
import io.patchbay.media.rtp.RtcpReader;
import io.patchbay.media.rtp.RtcpVisitor;
import io.patchbay.media.rtp.RtcpWriter;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.sdp.Direction;
import io.patchbay.media.sdp.MalformedSdpException;
import io.patchbay.media.sdp.SrtpPolicy;
import io.patchbay.media.srtp.SrtpCiphers;
import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpMasterKey;
import io.patchbay.media.srtp.SrtpSuite;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SipPeerTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String PCMU = "rtpmap:0 PCMU/8000";
    private static final String PCMA = "rtpmap:8 PCMA/8000";

    private final MediaLoop loop = MediaLoop.start("test-peer");
    private final ExecutorService callLoop = Executors.newSingleThreadExecutor(task -> new Thread(task, "test-call"));
    private final AudioCodecs codecs = new AudioCodecs();
    private final PortPool pool = TestPorts.pool(8);
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final AtomicInteger toRoom = new AtomicInteger();
    private AudioBridge bridge;

    private final PeerListener listener = new PeerListener() {
        @Override
        public void onConnectionState(ConnectionState state) {
            tell(state.name());
        }

        @Override
        public void onRemoteAddress(InetSocketAddress address) {
            tell("from " + address.getPort());
        }

        @Override
        public void onInactive(InetSocketAddress expectedFrom, Duration silence) {
            tell("inactive " + expectedFrom.getPort());
        }

        @Override
        public void onRtcpBye() {
            tell("bye");
        }

        private void tell(String event) {
            assertThat(Thread.currentThread().getName()).isEqualTo("test-call");
            told.add(event);
        }
    };

    @BeforeEach
    void openBridge() {
        bridge = loop.call(() -> new AudioBridge(loop, codecs)).join();
    }

    @AfterEach
    void nothingIsLeft() throws Exception {
        loop.call(() -> {
                    bridge.close();
                    return null;
                })
                .join();
        await().atMost(SOON).until(() -> pool.inUse() == 0);
        assertThat(codecs.openNative()).isZero();
        assertThat(loop.statistics().faults()).isZero();
        loop.close();
        callLoop.shutdown();
        assertThat(callLoop.awaitTermination(2, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void twoPhonesHearEachOther() throws Exception {
        try (LoopbackPhone alice = new LoopbackPhone();
                LoopbackPhone bob = new LoopbackPhone();
                SipPeer aliceLeg = peer();
                SipPeer bobLeg = peer()) {
            String answer = answer(aliceLeg, alice.offer("0 8", PCMU, PCMA));
            assertThat(answer)
                    .contains("m=audio " + aliceLeg.port() + " RTP/AVP 0")
                    .contains("127.0.0.1");
            answer(bobLeg, bob.offer("8", PCMA));
            attach(aliceLeg);
            attach(bobLeg);
            alice.speak(aliceLeg.port(), AudioCodec.PCMU, 0, 440);
            bob.speak(bobLeg.port(), AudioCodec.PCMA, 8, 700);
            await().atMost(SOON).until(() -> Math.abs(alice.hears(AudioCodec.PCMU, 700, 20) + 20) < 1);
            await().atMost(SOON).until(() -> Math.abs(bob.hears(AudioCodec.PCMA, 440, 20) + 20) < 1);
            assertThat(alice.hears(AudioCodec.PCMU, 440, 20)).isLessThan(-50);

            PeerStats stats = get(aliceLeg.statistics());
            assertThat(stats.remoteAddress()).isEqualTo(alice.address());
            assertThat(stats.latched()).isTrue();
            assertThat(stats.packetsReceived()).isGreaterThan(20);
            assertThat(stats.bytesReceived()).isEqualTo(stats.packetsReceived() * 172);
            assertThat(stats.packetsSent()).isGreaterThan(20);
            assertThat(stats.packetsLost()).isZero();
            assertThat(stats.lastPacketAt()).isBetween(Instant.now().minusSeconds(1), Instant.now());
            assertThat(stats.audio().levelDbov()).isBetween(-22, -18);
            assertThat(aliceLeg.connectionState()).isEqualTo(ConnectionState.CONNECTED);
            assertThat(told).contains("CONNECTING", "from " + alice.port(), "CONNECTED");
        }
    }

    @Test
    void theLegMayBeAttachedBeforeACodecIsAgreedOn() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                SipPeer peer = peer()) {
            CompletionStage<AudioLeg> attached = begin(peer);
            answer(peer, phone.offer("0", PCMU));
            assertThat(get(attached).format().sendCodec()).isEqualTo(AudioCodec.PCMU);
            await().atMost(SOON).until(() -> phone.packets.size() > 10); // silence, before the phone says anything
        }
    }

    @Test
    void aPhoneBehindATranslatorIsFoundByItsPacketsAndStrangersAreNot() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                LoopbackPhone stranger = new LoopbackPhone();
                SipPeer peer = peer()) {
            answer(peer, phone.offer("192.0.2.20", 4_000, "0", PCMU));
            attach(peer);
            phone.speak(peer.port(), AudioCodec.PCMU, 0, 440);
            await().atMost(SOON).until(() -> phone.packets.size() > 10);
            assertThat(get(peer.statistics()).remoteAddress()).isEqualTo(phone.address());

            stranger.speak(peer.port(), AudioCodec.PCMU, 0, 900);
            await().atMost(SOON).until(() -> get(peer.statistics()).strays().strangers() > 10);
            assertThat(get(peer.statistics()).remoteAddress()).isEqualTo(phone.address());
            assertThat(stranger.packets).isEmpty();
        }
    }

    @Test
    void theAddressOfTheDescriptionIsPreferred() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                LoopbackPhone stranger = new LoopbackPhone();
                SipPeer peer = peer()) {
            answer(peer, phone.offer("0", PCMU));
            attach(peer);
            stranger.speak(peer.port(), AudioCodec.PCMU, 0, 900);
            await().atMost(SOON).until(() -> stranger.packets.size() > 3);
            phone.speak(peer.port(), AudioCodec.PCMU, 0, 440);
            await().atMost(SOON)
                    .until(() -> get(peer.statistics()).remoteAddress().equals(phone.address()));
        }
    }

    @Test
    void aReofferChangesCodecAddressAndDirectionAndKeepsTheLeg() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                LoopbackPhone moved = new LoopbackPhone();
                SipPeer peer = peer()) {
            answer(peer, phone.offer("0", PCMU));
            AudioLeg leg = attach(peer);
            await().atMost(SOON).until(() -> phone.packets.size() > 5);

            String answer = answer(peer, moved.offer("8", PCMA, "ptime:40"));
            assertThat(answer).contains("m=audio " + peer.port() + " RTP/AVP 8");
            assertThat(leg.format().sendCodec()).isEqualTo(AudioCodec.PCMA);
            await().atMost(SOON).until(() -> moved.packets.size() > 5);
            assertThat(moved.packets.get(moved.packets.size() - 1)).hasSize(12 + 320);

            assertThat(answer(peer, moved.offer("8", PCMA, "sendonly"))).contains("a=recvonly");
            get(loop.call(() -> null));
            int sent = moved.packets.size();
            await().during(Duration.ofMillis(200)).atMost(SOON).until(() -> moved.packets.size() <= sent + 2);
            assertThat(get(loop.call(bridge::legs))).isEqualTo(1);
        }
    }

    @Test
    void whatCannotBeAgreedOnIsRefusedWithTheReasonAndChangesNothing() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                SipPeer peer = peer()) {
            answer(peer, phone.offer("0", PCMU));
            AudioLeg leg = attach(peer);
            assertThat(failure(peer.setRemoteDescription(
                            SessionDescription.offer(phone.offer("18", "rtpmap:18 G729/8000")))))
                    .isInstanceOf(MediaRefusedException.class)
                    .hasMessageContaining("G729");
            assertThat(failure(peer.setRemoteDescription(SessionDescription.offer("nonsense"))))
                    .isInstanceOf(MalformedSdpException.class);
            assertThat(peer.signalingState()).isEqualTo(SignalingState.STABLE);
            assertThat(leg.format().sendCodec()).isEqualTo(AudioCodec.PCMU);
            await().atMost(SOON).until(() -> phone.packets.size() > 5);
        }
    }

    @Test
    void ourOwnOfferIsAnswered() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                SipPeer peer = peer()) {
            SessionDescription offer = get(peer.createOffer());
            assertThat(offer.sdp())
                    .contains("m=audio " + peer.port())
                    .contains("opus/48000/2")
                    .contains("PCMU/8000");
            get(peer.setLocalDescription(offer));
            assertThat(peer.signalingState()).isEqualTo(SignalingState.HAVE_LOCAL_OFFER);
            assertThat(failure(peer.setRemoteDescription(SessionDescription.offer(phone.offer("0", PCMU)))))
                    .hasMessageContaining("HAVE_LOCAL_OFFER");
            get(peer.setRemoteDescription(SessionDescription.answer(phone.offer("0", PCMU))));
            assertThat(peer.signalingState()).isEqualTo(SignalingState.STABLE);
            assertThat(attach(peer).format().sendCodec()).isEqualTo(AudioCodec.PCMU);
            await().atMost(SOON).until(() -> phone.packets.size() > 5);

            get(peer.setDirection(Direction.SENDONLY)); // hold
            SessionDescription hold = get(peer.createOffer());
            assertThat(hold.sdp()).contains("a=sendonly");
        }
    }

    @Test
    void reportsAreSentAndReadAndThePortsSayGoodbye() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone()) {
            SipPeer peer = peer();
            answer(peer, phone.offer("0", PCMU));
            attach(peer);
            phone.speak(peer.port(), AudioCodec.PCMU, 0, 440);
            await().atMost(Duration.ofSeconds(8)).until(() -> !phone.reports.isEmpty());
            Report report = Report.of(phone.reports.get(0));
            assertThat(report.packets).isPositive();
            assertThat(report.reportedSsrc).isEqualTo(0x77);
            assertThat(report.cname).isNotEmpty();

            byte[] bytes = new byte[200];
            RtcpWriter writer = new RtcpWriter().wrap(bytes, 0, bytes.length);
            writer.senderReport(0x77, NtpTime.of(Instant.now()), 1_000, 50, 8_000);
            writer.reportBlock(new io.patchbay.media.rtp.ReportBlock(
                    report.ssrc, 64, 10, 100, 80, NtpTime.compact(report.ntpTime), NtpTime.compactSpan(100_000_000)));
            writer.bye(0x77);
            phone.sendRtcp(peer.port() + 1, Arrays.copyOf(bytes, writer.length()));
            await().atMost(SOON).until(() -> told.contains("bye"));
            PeerStats stats = get(peer.statistics());
            assertThat(stats.remoteLostFraction()).isEqualTo(0.25);
            assertThat(stats.remoteJitterMillis()).isEqualTo(10);

            peer.close();
            await().atMost(SOON).until(() -> phone.reports.stream().anyMatch(r -> Report.of(r).bye));
        }
    }

    @ParameterizedTest
    @EnumSource
    void talksEncryptedOverAReofferAndHearsNoForger(SrtpSuite suite) throws Exception {
        SrtpCiphers.prime(); // as an appliance does before its first call
        SrtpMasterKey key = SrtpMasterKey.random(suite);
        String crypto = "crypto:1 " + suite.sdesName() + " inline:"
                + Base64.getEncoder().encodeToString(key.keyAndSalt());
        try (LoopbackPhone phone = new LoopbackPhone();
                LoopbackPhone forger = new LoopbackPhone();
                SipPeer peer = peer()) {
            String answer = answer(peer, phone.offer("0", PCMU, crypto).replace("RTP/AVP", "RTP/SAVP"));
            attach(peer);
            SrtpMasterKey ours = keyOf(answer, suite);
            forger.protect(new SrtpKeys(SrtpMasterKey.random(suite), ours));
            forger.speak(peer.port(), AudioCodec.PCMU, 0, 900);
            await().atMost(SOON).until(() -> get(peer.statistics()).strays().unauthenticated() > 3);

            phone.protect(new SrtpKeys(key, ours));
            phone.speak(peer.port(), AudioCodec.PCMU, 0, 440);
            await().atMost(SOON).until(() -> get(peer.statistics()).packetsReceived() > 5);
            await().atMost(SOON).until(() -> phone.packets.size() > 5);
            assertThat(get(peer.statistics()).remoteAddress()).isEqualTo(phone.address());
            assertThat(get(peer.statistics()).protection()).isEqualTo("SRTP " + suite.sdesName());

            answer(peer, phone.offer("0", PCMU, crypto, "sendonly").replace("RTP/AVP", "RTP/SAVP"));
            String resumed = answer(peer, phone.offer("0", PCMU, crypto).replace("RTP/AVP", "RTP/SAVP"));
            assertThat(keyOf(resumed, suite)).isEqualTo(ours);
            int before = phone.packets.size();
            await().atMost(SOON).until(() -> phone.packets.size() > before + 5);
            await().atMost(Duration.ofSeconds(8)).until(() -> !phone.reports.isEmpty());
        }
    }

    private static SrtpMasterKey keyOf(String sdp, SrtpSuite suite) {
        Matcher inline = Pattern.compile("a=crypto:1 " + suite.sdesName() + " inline:(\\S+)")
                .matcher(sdp);
        assertThat(inline.find()).isTrue();
        return SrtpMasterKey.of(suite, Base64.getDecoder().decode(inline.group(1)));
    }

    @Test
    void silenceOfAPhoneIsTold() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                SipPeer peer = SipPeer.open(
                        loop,
                        pool,
                        new SipPeerConfig(
                                "call-1",
                                InetAddress.getLoopbackAddress(),
                                InetAddress.getLoopbackAddress(),
                                List.of(AudioCodec.PCMU),
                                SrtpPolicy.OFF,
                                Optional.empty(),
                                false,
                                IceSettings.FULL,
                                new InactivityLimits(Duration.ofSeconds(1), Duration.ofSeconds(2))),
                        listener,
                        callLoop)) {
            answer(peer, phone.offer("0", PCMU));
            await().atMost(SOON).until(() -> told.contains("inactive " + phone.port()));
            assertThat(peer.connectionState()).isEqualTo(ConnectionState.CONNECTING);
            phone.speak(peer.port(), AudioCodec.PCMU, 0, 440);
            await().atMost(SOON).until(() -> told.contains("CONNECTED"));
            phone.hush();
            await().atMost(SOON).until(() -> told.contains("DISCONNECTED"));
            phone.speak(peer.port(), AudioCodec.PCMU, 0, 440);
            await().atMost(SOON).until(() -> peer.connectionState() == ConnectionState.CONNECTED);
        }
    }

    @Test
    void floodsOfNonsenseAreCountedAndDoNoHarm() throws Exception {
        Random random = new Random(1);
        try (LoopbackPhone phone = new LoopbackPhone();
                SipPeer peer = peer()) {
            answer(peer, phone.offer("0", PCMU));
            attach(peer);
            phone.speak(peer.port(), AudioCodec.PCMU, 0, 440);
            await().atMost(SOON).until(() -> phone.packets.size() > 5);
            for (int i = 0; i < 4_000; i++) {
                byte[] bytes = new byte[random.nextInt(300)];
                random.nextBytes(bytes);
                if (bytes.length > 1 && i % 2 == 0) {
                    bytes[0] = (byte) 0x80;
                    bytes[1] = (byte) (i % 4 == 0 ? i % 8 * 15 : 200 + i % 8); // RTP, some of our codec; or RTCP
                }
                phone.send(peer.port() + (i % 4 == 3 ? 1 : 0), bytes);
                if (i % 100 == 0) {
                    get(loop.call(() -> null)); // no faster than it reads
                }
            }
            await().atMost(SOON).until(() -> get(peer.statistics()).strays().malformed() > 100);
            PeerStats.Strays strays = get(peer.statistics()).strays();
            assertThat(strays.malformedRtcp()).isPositive();
            assertThat(strays.unknownPayloadTypes()).isPositive();
            assertThat(strays.unknownSources()).isPositive();
            assertThat(get(peer.statistics()).audio().buffer().resets()).isZero();
        }
    }

    @Test
    void closingGivesThePortsBackAndEndsWhatStillWaits() throws Exception {
        SipPeer peer = peer();
        CompletionStage<AudioLeg> attached = begin(peer);
        assertThat(pool.inUse()).isEqualTo(1);
        peer.close();
        peer.close();
        assertThat(failure(attached)).isInstanceOf(PeerClosedException.class);
        assertThat(failure(peer.createOffer())).isInstanceOf(PeerClosedException.class);
        await().atMost(SOON).until(() -> pool.inUse() == 0);
        assertThat(peer.signalingState()).isEqualTo(SignalingState.CLOSED);
        assertThat(peer.connectionState()).isEqualTo(ConnectionState.CLOSED);
    }

    private SipPeer peer() {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        return SipPeer.open(loop, pool, SipPeerConfig.of("call-1", loopback, loopback), listener, callLoop);
    }

    private String answer(SipPeer peer, String offer) throws Exception {
        get(peer.setRemoteDescription(SessionDescription.offer(offer)));
        SessionDescription answer = get(peer.createAnswer());
        get(peer.setLocalDescription(answer));
        return answer.sdp();
    }

    private CompletionStage<AudioLeg> begin(SipPeer peer) {
        return peer.attach(bridge, RoomStream.withSsrc(5), packet -> toRoom.incrementAndGet(), DtmfListener.NONE);
    }

    private AudioLeg attach(SipPeer peer) throws Exception {
        return get(begin(peer));
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    private static Throwable failure(CompletionStage<?> stage) throws Exception {
        try {
            get(stage);
        } catch (ExecutionException e) {
            return e.getCause();
        }
        throw new AssertionError("it did not fail");
    }

    private static final class Report implements RtcpVisitor {
        long ssrc;
        long ntpTime;
        long packets;
        long reportedSsrc;
        String cname = "";
        boolean bye;

        static Report of(byte[] bytes) {
            Report report = new Report();
            assertThat(RtpPacket.isRtcp(bytes, 0, bytes.length)).isTrue();
            assertThat(new RtcpReader().read(bytes, 0, bytes.length, report)).isTrue();
            return report;
        }

        @Override
        public void onSenderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
            this.ssrc = ssrc;
            this.ntpTime = ntpTime;
            this.packets = packets;
        }

        @Override
        public void onReportBlock(long reporterSsrc, io.patchbay.media.rtp.ReportBlock block) {
            reportedSsrc = block.ssrc();
        }

        @Override
        public void onCname(long ssrc, byte[] buffer, int offset, int length) {
            cname = new String(buffer, offset, length, java.nio.charset.StandardCharsets.UTF_8);
        }

        @Override
        public void onBye(long ssrc) {
            bye = true;
        }
    }
}
