package io.patchbay.media.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.media.audio.AudioBridge;
import io.patchbay.media.audio.DtmfListener;
import io.patchbay.media.audio.RoomStream;
import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.ice.Check;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.sdp.AudioCapabilities;
import io.patchbay.media.sdp.SrtpPolicy;
import io.patchbay.media.srtp.SrtpCiphers;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** DTLS-SRTP and ICE on a phone's leg. */
class WebRtcLegTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String[] ICE = {
        "rtpmap:0 PCMU/8000", "rtcp-mux", "ice-ufrag:abcd", "ice-pwd:0123456789012345678901"
    };

    private final MediaLoop loop = MediaLoop.start("test-webrtc");
    private final AudioCodecs codecs = new AudioCodecs();
    private final PortPool pool = TestPorts.pool(8);
    private final PhoneHandshakes handshakes = PhoneHandshakes.start(Clock.systemUTC());
    private final PhoneHandshakes others = PhoneHandshakes.start(Clock.systemUTC());
    private final List<String> told = new CopyOnWriteArrayList<>();
    private AudioBridge bridge;

    private final PeerListener listener = new PeerListener() {
        @Override
        public void onKeysFailed(String reason) {
            told.add(reason);
        }
    };

    @BeforeAll
    static void primeCiphers() {
        SrtpCiphers.prime();
    }

    @BeforeEach
    void openBridge() {
        bridge = loop.call(() -> new AudioBridge(loop, codecs)).join();
    }

    @AfterEach
    void nothingIsLeft() {
        loop.call(() -> {
                    bridge.close();
                    return null;
                })
                .join();
        await().atMost(SOON).until(() -> pool.inUse() == 0);
        handshakes.close();
        others.close();
        assertThat(codecs.openNative()).isZero();
        assertThat(loop.statistics().faults()).isZero();
        loop.close();
    }

    private SipPeer peer(PhoneHandshakes handshakes, boolean webrtc) {
        return peer(handshakes, webrtc, IceSettings.LITE);
    }

    private SipPeer peer(PhoneHandshakes handshakes, boolean webrtc, IceSettings ice) {
        SipPeerConfig config = new SipPeerConfig(
                "call-1",
                LOOPBACK,
                LOOPBACK,
                AudioCapabilities.DEFAULT,
                SrtpPolicy.OPTIONAL,
                Optional.of(handshakes),
                webrtc,
                ice,
                SipPeerConfig.DEFAULT_INACTIVITY);
        return SipPeer.open(loop, pool, config, listener, Runnable::run);
    }

    private void attach(SipPeer peer) {
        peer.attach(bridge, RoomStream.withSsrc(5), packet -> {}, DtmfListener.NONE);
    }

    /** One round between two of ours; returns the offer and the answer. */
    private static List<String> round(SipPeer caller, SipPeer callee) throws Exception {
        SessionDescription offer = get(caller.createOffer());
        get(caller.setLocalDescription(offer));
        String answer = answer(callee, offer.sdp());
        get(caller.setRemoteDescription(SessionDescription.answer(answer)));
        return List.of(offer.sdp(), answer);
    }

    private static String answer(SipPeer peer, String offer) throws Exception {
        get(peer.setRemoteDescription(SessionDescription.offer(offer)));
        SessionDescription answer = get(peer.createAnswer());
        get(peer.setLocalDescription(answer));
        return answer.sdp();
    }

    @Test
    void bothRolesOfAHandshakeGiveKeysThatLastOverReoffers() throws Exception {
        try (SipPeer caller = peer(handshakes, true);
                SipPeer callee = peer(others, false)) {
            attach(caller);
            attach(callee);
            List<String> first = round(caller, callee);
            assertThat(first.get(0))
                    .contains("UDP/TLS/RTP/SAVPF", "a=fingerprint:sha-256 ", "a=setup:actpass", "a=ice-lite");
            assertThat(first.get(1)).contains("UDP/TLS/RTP/SAVPF", "a=fingerprint:sha-256 ", "a=setup:passive");
            for (SipPeer peer : List.of(caller, callee)) {
                await().atMost(SOON).until(() -> get(peer.statistics()).packetsReceived() > 5);
                assertThat(get(peer.statistics()).protection()).isEqualTo("SRTP AEAD_AES_128_GCM");
            }

            long early = get(caller.statistics()).strays().unauthenticated(); // before its own keys were there
            List<String> again = round(callee, caller); // the other way round, the roles stay
            assertThat(again.get(0)).contains("a=setup:actpass");
            assertThat(again.get(1)).contains("a=setup:active");
            long before = get(caller.statistics()).packetsReceived();
            await().atMost(SOON).until(() -> get(caller.statistics()).packetsReceived() > before + 10);
            assertThat(get(caller.statistics()).strays().unauthenticated()).isEqualTo(early);
            assertThat(told).isEmpty();
        }
    }

    @Test
    void anotherCertificateThanTheOneAnnouncedIsRefused() throws Exception {
        try (SipPeer caller = peer(handshakes, true);
                SipPeer callee = peer(others, false)) {
            attach(caller);
            attach(callee);
            SessionDescription offer = get(caller.createOffer());
            get(caller.setLocalDescription(offer));
            String forged = offer.sdp().replaceAll("sha-256 ..:..", "sha-256 00:00");
            get(caller.setRemoteDescription(SessionDescription.answer(answer(callee, forged))));

            await().atMost(SOON).until(() -> told.stream().anyMatch(reason -> reason.contains("fingerprints differ")));
            assertThat(get(callee.statistics()).packetsReceived()).isZero();
            assertThat(get(callee.statistics()).protection()).isEqualTo("awaiting keys by DTLS");
        }
    }

    @Test
    void whereAPhoneDoesIceOnlyItsChecksTellWhereItIs() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                LoopbackPhone stranger = new LoopbackPhone();
                SipPeer peer = peer(handshakes, false)) {
            attach(peer);
            String answer = answer(peer, phone.offer("0.0.0.0", 9, "0", ICE)); // as browsers do, RFC 8840
            assertThat(answer).contains("a=ice-lite", "a=candidate:1 1 udp ", "a=rtcp-mux", "a=sendrecv");
            stranger.speak(peer.port(), AudioCodec.PCMU, 0, 900);
            await().atMost(SOON).until(() -> get(peer.statistics()).strays().strangers() > 3);
            assertThat(get(peer.statistics()).remoteAddress()).isNull();

            phone.send(peer.port(), check(answer));
            phone.speak(peer.port(), AudioCodec.PCMU, 0, 440);
            await().atMost(SOON).until(() -> get(peer.statistics()).packetsReceived() > 5);
            await().atMost(SOON).until(() -> phone.packets.size() > 5);
            assertThat(get(peer.statistics()).remoteAddress()).isEqualTo(phone.address());
            assertThat(stranger.packets).isEmpty();
        }
    }

    @Test
    void anotherFragmentRestartsIceAndThePathStaysUntilTheNewOneIsFound() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                LoopbackPhone moved = new LoopbackPhone();
                SipPeer peer = peer(handshakes, false)) {
            attach(peer);
            String first = answer(peer, phone.offer("0.0.0.0", 9, "0", ICE));
            phone.send(peer.port(), check(first));
            await().atMost(SOON).until(() -> phone.packets.size() > 5);
            String same = answer(peer, phone.offer("0.0.0.0", 9, "0", ICE));
            assertThat(value(same, "ice-ufrag")).isEqualTo(value(first, "ice-ufrag"));

            String[] restarted = ICE.clone();
            restarted[2] = "ice-ufrag:efgh";
            String second = answer(peer, moved.offer("0.0.0.0", 9, "0", restarted));
            assertThat(value(second, "ice-ufrag")).isNotEqualTo(value(first, "ice-ufrag"));
            int before = phone.packets.size();
            await().atMost(SOON).until(() -> phone.packets.size() > before + 5);
            moved.send(peer.port(), check(second));
            await().atMost(SOON).until(() -> moved.packets.size() > 5);
            assertThat(get(peer.statistics()).remoteAddress()).isEqualTo(moved.address());
        }
    }

    @Test
    void withoutIceAtTheOtherEndTheDescriptionTells() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                SipPeer peer = peer(handshakes, false)) {
            attach(peer);
            assertThat(answer(peer, phone.offer("0", "rtpmap:0 PCMU/8000"))).doesNotContain("ice-");
            await().atMost(SOON).until(() -> phone.packets.size() > 5);
        }
    }

    @Test
    void twoFullEndsFindEachOtherAndAReofferKeepsTheWay() throws Exception {
        try (SipPeer caller = peer(handshakes, true, IceSettings.FULL);
                SipPeer callee = peer(others, false, IceSettings.FULL)) {
            attach(caller);
            attach(callee);
            List<String> first = round(caller, callee);
            for (String description : first) {
                assertThat(description)
                        .contains("a=ice-options:ice2", " typ host")
                        .doesNotContain("ice-lite");
            }
            for (SipPeer peer : List.of(caller, callee)) {
                await().atMost(SOON).until(() -> get(peer.statistics()).packetsReceived() > 5);
            }
            assertThat(get(caller.statistics()).remoteAddress().getPort()).isEqualTo(callee.port());

            List<String> again = round(callee, caller);
            assertThat(value(again.get(0), "ice-ufrag")).isEqualTo(value(first.get(1), "ice-ufrag"));
            long before = get(caller.statistics()).packetsReceived();
            await().atMost(SOON).until(() -> get(caller.statistics()).packetsReceived() > before + 10);
            assertThat(told).isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({"FULL, LITE", "LITE, FULL"})
    void aFullEndFindsALiteOne(IceMode offering, IceMode answering) throws Exception {
        try (SipPeer caller = peer(handshakes, true, new IceSettings(offering));
                SipPeer callee = peer(others, false, new IceSettings(answering))) {
            attach(caller);
            attach(callee);
            round(caller, callee);
            for (SipPeer peer : List.of(caller, callee)) {
                await().atMost(SOON).until(() -> get(peer.statistics()).packetsReceived() > 5);
                assertThat(get(peer.statistics()).latched()).isTrue();
            }
        }
    }

    @Test
    void switchedOffNothingIsSaidOfIce() throws Exception {
        try (LoopbackPhone phone = new LoopbackPhone();
                SipPeer peer = peer(handshakes, false, new IceSettings(IceMode.OFF))) {
            attach(peer);
            assertThat(answer(peer, phone.offer("0", ICE))).doesNotContain("ice-", "candidate");
            await().atMost(SOON).until(() -> phone.packets.size() > 5);
        }
    }

    private static byte[] check(String answer) {
        return Check.of(value(answer, "ice-ufrag"), value(answer, "ice-pwd"))
                .nominating()
                .bytes();
    }

    private static String value(String sdp, String name) {
        Matcher line = Pattern.compile("a=" + name + ":(\\S+)").matcher(sdp);
        assertThat(line.find()).as(name).isTrue();
        return line.group(1);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(5, TimeUnit.SECONDS);
    }
}
