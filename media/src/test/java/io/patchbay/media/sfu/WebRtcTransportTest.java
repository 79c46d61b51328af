package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.media.dtls.DtlsIdentity;
import io.patchbay.media.dtls.DtlsSide;
import io.patchbay.media.ice.Check;
import io.patchbay.media.rtp.RtpPacket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebRtcTransportTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final SfuFixture sfu = new SfuFixture();
    private final List<TestBrowser> browsers = new ArrayList<>();

    @AfterEach
    void nothingIsLeft() {
        browsers.forEach(TestBrowser::close);
        sfu.close();
    }

    @ParameterizedTest(name = "tcp: {0}")
    @ValueSource(booleans = {false, true})
    void carriesOneBrowsersAudioToAnother(boolean tcp) {
        TestBrowser speaker = browser(tcp);
        TestBrowser listener = browser(tcp);
        Producer producer = sfu.on(() -> speaker.transport.produce(SfuFixture.audio(77)));
        Consumer consumer =
                sfu.on(() -> listener.transport.consume(ConsumerOptions.of(producer.id(), SfuFixture.chromium())));
        long ssrc = consumer.rtpParameters().encodings().get(0).ssrc();

        for (int sequence = 65_530; sequence < 65_530 + 50; sequence++) {
            speaker.sendAudio(77, sequence & 0xFFFF);
        }

        await().atMost(PATIENCE).until(() -> listener.received(ssrc).size() == 50);
        List<RtpPacket> received = listener.received(ssrc);
        for (int i = 0; i < received.size(); i++) {
            RtpPacket packet = received.get(i);
            assertThat(packet.payloadType())
                    .isEqualTo(consumer.rtpParameters().codecs().get(0).payloadType());
            assertThat(packet.sequenceNumber()).isEqualTo(received.get(0).sequenceNumber() + i & 0xFFFF);
            assertThat(packet.timestamp()).isEqualTo(960L * (65_530 + i & 0xFFFF));
            assertThat(packet.payloadLength()).isEqualTo(4);
        }
        assertThat(extension(received.get(0), 1)).isEqualTo("0"); // the consumer's MID
        assertThat(received.get(0).findExtension(10)).as("audio level").isPositive();
        assertThat(received.get(0).findExtension(3))
                .as("transport-wide sequence number")
                .isNegative();
    }

    @ParameterizedTest(name = "tcp: {0}")
    @ValueSource(booleans = {false, true})
    void worksOverIpv6(boolean tcp) throws IOException {
        assumeTrue(hasIpv6Loopback(), "this machine has no IPv6 loopback");
        try (SfuFixture six = new SfuFixture(Duration.ofSeconds(30), "::1");
                TestBrowser browser = six.browser(tcp)) {
            assertThat(six.on(browser.transport::tuple).remoteAddress()).contains(":");
            Producer producer = six.on(() -> browser.transport.produce(SfuFixture.audio(77)));
            browser.sendAudio(77, 1);
            await().atMost(PATIENCE).until(() -> six.on(producer::stats).packets() == 1);
        }
    }

    private static boolean hasIpv6Loopback() throws IOException {
        return NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null;
    }

    @Test
    void handshakesAsTheClientWhereTheBrowserWantsToBeTheServer() {
        TestBrowser browser = new TestBrowser(sfu, sfu.webRtcTransport(), false);
        browsers.add(browser);
        browser.connect(DtlsSide.SERVER, browser.fingerprint());

        await().atMost(PATIENCE).until(() -> sfu.on(browser.transport::dtlsState) == DtlsState.CONNECTED);
        assertThat(sfu.on(() -> browser.transport.dtlsParameters().role())).isEqualTo(DtlsRole.CLIENT);
    }

    @Test
    void aCertificateOtherThanTheOneAnnouncedFails() {
        TestBrowser browser = new TestBrowser(sfu, sfu.webRtcTransport(), false);
        browsers.add(browser);
        browser.connect(
                DtlsSide.CLIENT, DtlsIdentity.generate(Clock.systemUTC()).fingerprint());

        await().atMost(PATIENCE).until(() -> sfu.on(browser.transport::dtlsState) == DtlsState.FAILED);
        await().atMost(PATIENCE).until(() -> browser.dtlsState.equals("failed"));
        assertThat(sfu.on(browser.transport::isConnected)).isFalse();
    }

    @Test
    void connectsOnceAndOnlyWithAFingerprintThatItCanCompute() {
        WebRtcTransport transport = sfu.webRtcTransport();
        DtlsParameters md5 = new DtlsParameters(DtlsRole.CLIENT, List.of(new DtlsFingerprint("md5", "AA")));
        assertThatThrownBy(() -> sfu.run(() -> transport.connect(md5)))
                .isInstanceOf(RtpParametersException.class)
                .hasMessageContaining("md5");

        DtlsParameters good = new DtlsParameters(DtlsRole.CLIENT, List.of(new DtlsFingerprint("sha-256", "AA")));
        sfu.run(() -> transport.connect(good));
        assertThatThrownBy(() -> sfu.run(() -> transport.connect(good))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void followsABrowserToItsNewAddressAfterAnIceRestart() {
        TestBrowser speaker = browser(false);
        TestBrowser listener = browser(false);
        Producer producer = sfu.on(() -> speaker.transport.produce(SfuFixture.audio(77)));
        Consumer consumer =
                sfu.on(() -> listener.transport.consume(ConsumerOptions.of(producer.id(), SfuFixture.chromium())));
        long ssrc = consumer.rtpParameters().encodings().get(0).ssrc();
        TransportTuple before = sfu.on(listener.transport::tuple);

        sfu.run(listener.transport::restartIce);
        listener.move();
        listener.nominate();
        speaker.sendAudio(77, 1);

        await().atMost(PATIENCE).until(() -> listener.received(ssrc).size() == 1);
        TransportTuple after = sfu.on(listener.transport::tuple);
        assertThat(after.remotePort()).isNotEqualTo(before.remotePort());
        assertThat(sfu.on(listener.transport::dtlsState)).isEqualTo(DtlsState.CONNECTED);
    }

    @Test
    void aBrowserThatFallsSilentIsDisconnectedButKeepsItsTransport() {
        try (SfuFixture impatient = new SfuFixture(Duration.ofMillis(300));
                TestBrowser browser = impatient.browser()) {
            List<IceState> states = new CopyOnWriteArrayList<>();
            impatient.run(() -> browser.transport.addListener(new TransportListener() {
                @Override
                public void onIceState(IceState state) {
                    states.add(state);
                }
            }));
            await().atMost(PATIENCE).until(() -> states.contains(IceState.DISCONNECTED));
            assertThat(impatient.on(browser.transport::closed)).isFalse();
            assertThat(impatient.on(browser.transport::tuple)).isNull();

            browser.nominate();
            await().atMost(PATIENCE).until(() -> states.contains(IceState.COMPLETED));
            assertThat(impatient.on(browser.transport::isConnected)).isTrue();
        }
    }

    @Test
    void aTcpConnectionThatBreaksDisconnectsAndAnotherBringsItBack() {
        TestBrowser browser = browser(true);
        browser.move();
        await().atMost(PATIENCE).until(() -> sfu.on(browser.transport::iceState) == IceState.DISCONNECTED);

        browser.nominate();
        assertThat(sfu.on(browser.transport::tuple).protocol()).isEqualTo("tcp");
    }

    @Test
    void hearsTheBrowserSayGoodbyeAndSaysItToo() {
        TestBrowser leaving = browser(false);
        leaving.sayGoodbye();
        await().atMost(PATIENCE).until(() -> sfu.on(leaving.transport::dtlsState) == DtlsState.CLOSED);

        TestBrowser removed = browser(false);
        sfu.run(removed.transport::close);
        await().atMost(PATIENCE).until(() -> removed.dtlsState.equals("closed"));
    }

    @Test
    void answersChecksOfWrongPasswordsWith401AndOfStrangersNotAtAll() {
        TestBrowser browser = new TestBrowser(sfu, sfu.webRtcTransport(), false);
        browsers.add(browser);
        browser.send(Check.of("nobody", "x"));
        browser.send(Check.of(browser.transport.iceParameters().usernameFragment(), "guessed"));

        await().atMost(PATIENCE).until(() -> browser.stun.size() == 1);
        assertThat(Check.errorCode(browser.stun.get(0))).isEqualTo(401);
        assertThat(bad("stun")).isEqualTo(2);
    }

    @Test
    void noiseOnItsPortsHarmsNobody() {
        TestBrowser speaker = browser(false);
        TestBrowser listener = browser(false);
        TestBrowser noisy = new TestBrowser(sfu, sfu.webRtcTransport(), false);
        browsers.add(noisy);
        noisy.nominate();
        Producer producer = sfu.on(() -> speaker.transport.produce(SfuFixture.audio(77)));
        Consumer consumer =
                sfu.on(() -> listener.transport.consume(ConsumerOptions.of(producer.id(), SfuFixture.chromium())));

        Random random = new Random(9);
        for (int i = 0; i < 2_000; i++) {
            byte[] noise = new byte[1 + random.nextInt(300)];
            random.nextBytes(noise);
            noise[0] = (byte) List.of(0, 1, 22, 64, 128, 144).get(i % 6).intValue();
            noisy.send(noise, noise.length);
            if (i % 40 == 0) {
                speaker.sendAudio(77, i / 40);
            }
        }

        long ssrc = consumer.rtpParameters().encodings().get(0).ssrc();
        await().atMost(PATIENCE).until(() -> listener.received(ssrc).size() == 50);
        assertThat(bad("stun")).isPositive();
        assertThat(bad("srtp")).isPositive();
        assertThat(bad("unknown")).isPositive();
    }

    @Test
    void aTcpConnectionMustBeginWithACheckAndSpeakInFrames() {
        for (byte first : new byte[] {0, 22, (byte) 128}) {
            TestBrowser stranger = new TestBrowser(sfu, sfu.webRtcTransport(), true);
            browsers.add(stranger);
            stranger.send(new byte[] {first, 1, 2, 3}, 4);
        }
        await().atMost(PATIENCE).until(() -> bad("tcp-frame") + bad("stun") == 3);
        await().atMost(PATIENCE).until(() -> sfu.node.gauges().openSockets() == 2);
    }

    @Test
    void takesNoMoreTcpConnectionsThanAllowedButDropsIdleOnesForNew() {
        for (int i = 0; i < 6; i++) {
            browsers.add(new TestBrowser(sfu, sfu.webRtcTransport(), true));
        }
        TestBrowser last = browsers.get(5);
        last.nominate();
        assertThat(sfu.node.gauges().openSockets()).isLessThanOrEqualTo(2 + 4);
    }

    @Test
    void offersUdpFirstAndThenPassiveTcp() {
        List<IceCandidate> candidates = sfu.webRtcTransport().iceCandidates();
        assertThat(candidates).extracting(IceCandidate::protocol).containsExactly("udp", "tcp");
        assertThat(candidates).extracting(IceCandidate::tcpType).containsExactly(null, "passive");
        assertThat(candidates).extracting(IceCandidate::port).containsOnly(sfu.node.port(sfu.loop));
        assertThat(candidates.get(0).priority()).isGreaterThan(candidates.get(1).priority());
    }

    private TestBrowser browser(boolean tcp) {
        TestBrowser browser = sfu.browser(tcp);
        browsers.add(browser);
        return browser;
    }

    private long bad(String kind) {
        return sfu.node.gauges().badPackets().get(kind);
    }

    private static String extension(RtpPacket packet, int id) {
        int at = packet.findExtension(id);
        return new String(packet.buffer(), at, packet.extensionLength(at), java.nio.charset.StandardCharsets.UTF_8);
    }
}
