package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.rtp.HeaderExtensions;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** An SFU on loopback with one router. Closing it asserts that nothing is left. */
final class SfuFixture implements AutoCloseable {
    static final int OPUS = 111; // the producers' payload types and extension ids
    static final int VP8 = 96;
    static final int MID = 4;
    static final int LEVEL = 1;
    static final int TRANSPORT_SEQUENCE = 3;

    private static final ObjectMapper JSON = new ObjectMapper();

    final MediaLoop loop = MediaLoop.start("sfu-test");
    final SfuNode node;
    final Router router;

    SfuFixture() {
        this(Duration.ofSeconds(30));
    }

    SfuFixture(Duration consentTimeout) {
        this(consentTimeout, "127.0.0.1");
    }

    SfuFixture(Duration consentTimeout, String address) {
        try {
            List<ListenAddress> loopback = List.of(new ListenAddress(InetAddress.getByName(address)));
            node = SfuNode.start(
                    new SfuConfig(loopback, 0, true, 2_500_000, 4, 8, Duration.ofSeconds(5), consentTimeout),
                    List.of(loop));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        router = on(() -> node.createRouter(loop));
    }

    /** Runs a task on the loop and waits for what it returns; what it throws comes out as it is. */
    <T> T on(Callable<T> task) {
        try {
            return loop.call(task).get(5, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException(e.getCause());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    void run(Runnable task) {
        on(() -> {
            task.run();
            return null;
        });
    }

    WebRtcTransport webRtcTransport() {
        return on(() -> router.createWebRtcTransport(WebRtcTransportOptions.everywhere()));
    }

    /** A browser whose transport is connected. */
    TestBrowser browser() {
        return browser(false);
    }

    TestBrowser browser(boolean tcp) {
        TestBrowser browser = new TestBrowser(this, webRtcTransport(), tcp);
        browser.connect();
        return browser;
    }

    static ProducerOptions audio(long ssrc) {
        return ProducerOptions.of(
                MediaKind.AUDIO,
                parameters("a" + ssrc, "audio/opus", OPUS, 48_000, 2, ssrc, List.of(RtcpFeedback.TRANSPORT_CC)));
    }

    static ProducerOptions video(long ssrc) {
        return ProducerOptions.of(
                MediaKind.VIDEO,
                parameters(
                        "v" + ssrc,
                        "video/VP8",
                        VP8,
                        90_000,
                        null,
                        ssrc,
                        List.of(RtcpFeedback.NACK, RtcpFeedback.PLI, RtcpFeedback.TRANSPORT_CC)));
    }

    private static RtpParameters parameters(
            String mid,
            String mimeType,
            int payloadType,
            int clockRate,
            Integer channels,
            long ssrc,
            List<RtcpFeedback> feedback) {
        return new RtpParameters(
                mid,
                List.of(new RtpCodecParameters(mimeType, payloadType, clockRate, channels, Map.of(), feedback)),
                List.of(
                        new RtpHeaderExtensionParameters(HeaderExtensions.MID, MID),
                        new RtpHeaderExtensionParameters(HeaderExtensions.AUDIO_LEVEL, LEVEL),
                        new RtpHeaderExtensionParameters(
                                HeaderExtensions.TRANSPORT_SEQUENCE_NUMBER, TRANSPORT_SEQUENCE)),
                List.of(RtpEncodingParameters.of(ssrc)),
                new RtcpParameters("cname"));
    }

    /** What a Chromium takes. */
    static RtpCapabilities chromium() {
        try (InputStream json = SfuFixture.class.getResourceAsStream("receivers.json")) {
            Map<String, RtpCapabilities> receivers = JSON.readValue(json, new TypeReference<>() {});
            return receivers.get("chromium");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        if (!router.closed()) {
            run(router::close);
        }
        SfuGauges left = node.gauges();
        assertThat(List.of(left.routers(), left.transports(), left.producers(), left.consumers()))
                .as("routers, transports, producers, consumers left")
                .containsOnly(0);
        node.close();
        assertThat(node.gauges().openSockets()).as("sockets left").isZero();
        assertThat(loop.statistics().faults()).as("faults in the loop").isZero();
        loop.close();
        await().atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(node.gauges().pendingHandshakes())
                        .as("handshake threads left")
                        .isZero());
    }
}
