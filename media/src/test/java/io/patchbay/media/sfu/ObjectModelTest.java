package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.media.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Routers, transports, producers and consumers, and who tells whom when one of them ends. In-process, without sockets. */
class ObjectModelTest {
    private final SfuFixture sfu = new SfuFixture();
    private final List<String> events = new ArrayList<>(); // written and read on the loop

    private DirectTransport sending;
    private DirectTransport receiving;
    private Producer producer;
    private Consumer consumer;

    @BeforeEach
    void oneProducerAndOneConsumer() {
        sfu.run(() -> {
            sending = sfu.router.createDirectTransport();
            receiving = sfu.router.createDirectTransport();
            producer = sending.produce(SfuFixture.audio(5));
            producer.addListener(new ProducerEvents());
            consumer = receiving.consume(ConsumerOptions.of(producer.id(), sfu.router.rtpCapabilities()));
            consumer.addListener(new ConsumerEvents());
            for (Transport transport : List.of(sending, receiving)) {
                transport.addListener(new TransportListener() {
                    @Override
                    public void onRouterClosed() {
                        events.add("transport: router closed");
                    }
                });
            }
            events.clear();
        });
    }

    @AfterEach
    void nothingIsLeft() {
        sfu.close();
    }

    @Test
    void closingAProducerEndsItsConsumers() {
        sfu.run(producer::close);
        assertThat(events()).containsExactly("consumer: producer closed", "producer: closed");
        assertThat(sfu.on(consumer::closed)).isTrue();
        assertThat(sfu.on(() -> sfu.router.producer(producer.id()))).isEmpty();
    }

    @Test
    void closingTheSendersTransportEndsItsProducersAndTheirConsumers() {
        sfu.run(sending::close);
        assertThat(events())
                .containsExactly("consumer: producer closed", "producer: transport closed", "producer: closed");
    }

    @Test
    void closingTheReceiversTransportEndsItsConsumersOnly() {
        sfu.run(receiving::close);
        assertThat(events()).containsExactly("producer: 0 active", "consumer: transport closed");
        assertThat(sfu.on(producer::closed)).isFalse();
    }

    @Test
    void closingTheRouterEndsAllAndTellsEach() {
        sfu.run(sfu.router::close);
        assertThat(events())
                .containsExactly(
                        "consumer: producer closed",
                        "producer: transport closed",
                        "producer: closed",
                        "transport: router closed",
                        "transport: router closed");
        assertThat(sfu.on(() -> List.of(sending.closed(), receiving.closed(), producer.closed(), consumer.closed())))
                .containsOnly(true);
    }

    @Test
    void closingTwiceTellsOnce() {
        sfu.run(() -> {
            consumer.close();
            consumer.close();
            producer.close();
            producer.close();
            sending.close();
            sending.close();
        });
        assertThat(events()).containsExactly("producer: 0 active", "producer: closed");
    }

    @Test
    void pausingIsToldAndCounted() {
        sfu.run(() -> {
            consumer.pause();
            consumer.pause();
            consumer.resume();
            producer.pause();
            producer.pause();
            producer.resume();
        });
        assertThat(events())
                .containsExactly(
                        "producer: 0 active",
                        "producer: 1 active",
                        "consumer: producer paused",
                        "producer: paused",
                        "consumer: producer resumed",
                        "producer: resumed");
    }

    @Test
    void packetsGoFromSenderToSinkUntouchedForTheSender() {
        List<String> sunk = new ArrayList<>();
        sfu.run(() -> {
            consumer.sink(packet ->
                    sunk.add("%d %d %d".formatted(packet.payloadType(), packet.ssrc(), packet.payloadLength())));
            byte[] bytes = new byte[32];
            RtpPacket.writeHeader(bytes, 0, SfuFixture.OPUS, false, 9, 960, 5);
            byte[] before = bytes.clone();
            RtpPacket packet = new RtpPacket();
            packet.parse(bytes, 0, 32);
            producer.send(packet);
            assertThat(bytes).isEqualTo(before);
        });
        int payloadType = consumer.rtpParameters().codecs().get(0).payloadType();
        long ssrc = consumer.rtpParameters().encodings().get(0).ssrc();
        assertThat(sunk).containsExactly("%d %d %d".formatted(payloadType, ssrc, 20));
    }

    @Test
    void refusesWhatCannotBe() {
        refuses(RtpParametersException.class, "SSRC 5", () -> sending.produce(SfuFixture.audio(5)));
        refuses(
                RtpParametersException.class,
                "does not fit",
                () -> sending.produce(
                        new ProducerOptions(MediaKind.VIDEO, SfuFixture.audio(6).rtpParameters(), false)));
        refuses(
                UnsupportedRtpException.class,
                "video/AV1",
                () -> sending.produce(
                        ProducerOptions.of(MediaKind.VIDEO, of("video/AV1", 45, RtpEncodingParameters.of(6)))));
        refuses(
                UnsupportedRtpException.class,
                "simulcast",
                () -> sending.produce(ProducerOptions.of(
                        MediaKind.VIDEO,
                        of("video/VP8", 96, RtpEncodingParameters.of(6), RtpEncodingParameters.of(7)))));
        refuses(
                RtpParametersException.class,
                "ssrc or mid",
                () -> sending.produce(ProducerOptions.of(MediaKind.VIDEO, of("video/VP8", 96))));
        refuses(
                IllegalArgumentException.class,
                "no producer x",
                () -> receiving.consume(ConsumerOptions.of("x", sfu.router.rtpCapabilities())));
        refuses(
                UnsupportedRtpException.class,
                "audio/opus",
                () -> receiving.consume(ConsumerOptions.of(producer.id(), new RtpCapabilities(List.of(), List.of()))));
        assertThat(sfu.on(() -> sfu.router.canConsume(producer.id(), new RtpCapabilities(List.of(), List.of()))))
                .isFalse();
        assertThat(sfu.on(() -> sfu.router.canConsume(producer.id(), sfu.router.rtpCapabilities())))
                .isTrue();
    }

    @Test
    void aClosedTransportRefusesToWork() {
        sfu.run(sending::close);
        refuses(IllegalStateException.class, "closed", () -> sending.produce(SfuFixture.audio(6)));
    }

    @Test
    void isTouchedOnItsLoopOnly() {
        assertThatThrownBy(producer::pause)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("belongs to the media loop");
        assertThatThrownBy(sfu.router::createDirectTransport).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void describesItselfWhole() {
        RouterDump dump = sfu.on(sfu.router::dump);
        assertThat(dump.transports()).extracting(TransportDump::type).containsExactly("direct", "direct");
        ProducerDump dumped = dump.transports().get(0).producers().get(0);
        assertThat(dumped.consumers()).isEqualTo(1);
        assertThat(dump.transports().get(1).consumers().get(0).producerId()).isEqualTo(dumped.id());
    }

    private static RtpParameters of(String mimeType, int payloadType, RtpEncodingParameters... encodings) {
        return new RtpParameters(
                null,
                List.of(new RtpCodecParameters(mimeType, payloadType, 90_000, null, Map.of(), List.of())),
                List.of(),
                List.of(encodings),
                null);
    }

    private void refuses(Class<? extends RuntimeException> with, String saying, Runnable call) {
        assertThatThrownBy(() -> sfu.run(call)).isInstanceOf(with).hasMessageContaining(saying);
    }

    private List<String> events() {
        return sfu.on(() -> List.copyOf(events));
    }

    private final class ProducerEvents implements ProducerListener {
        @Override
        public void onTransportClosed() {
            events.add("producer: transport closed");
        }

        @Override
        public void onClosed() {
            events.add("producer: closed");
        }

        @Override
        public void onPaused() {
            events.add("producer: paused");
        }

        @Override
        public void onResumed() {
            events.add("producer: resumed");
        }

        @Override
        public void onActiveConsumers(int count) {
            events.add("producer: " + count + " active");
        }
    }

    private final class ConsumerEvents implements ConsumerListener {
        @Override
        public void onTransportClosed() {
            events.add("consumer: transport closed");
        }

        @Override
        public void onProducerClosed() {
            events.add("consumer: producer closed");
        }

        @Override
        public void onProducerPaused() {
            events.add("consumer: producer paused");
        }

        @Override
        public void onProducerResumed() {
            events.add("consumer: producer resumed");
        }
    }
}
