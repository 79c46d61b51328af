package io.patchbay.gateway.control;

import io.patchbay.gateway.control.ControlError.Code;
import io.patchbay.gateway.room.ParticipantView.ProducerView;
import io.patchbay.gateway.room.ParticipantView.Source;
import io.patchbay.gateway.room.Room;
import io.patchbay.media.sfu.Consumer;
import io.patchbay.media.sfu.ConsumerListener;
import io.patchbay.media.sfu.ConsumerOptions;
import io.patchbay.media.sfu.DtlsState;
import io.patchbay.media.sfu.Producer;
import io.patchbay.media.sfu.ProducerOptions;
import io.patchbay.media.sfu.RtpCapabilities;
import io.patchbay.media.sfu.RtpParametersException;
import io.patchbay.media.sfu.UnsupportedRtpException;
import io.patchbay.media.sfu.WebRtcTransport;
import io.patchbay.media.sfu.WebRtcTransportOptions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a seat has in the router: transports, producers and consumers. Belongs to the room's loop. */
final class SeatMedia {
    private static final int MOST_TRANSPORTS = 4; // one to send, one to receive, and both anew after a reload
    private static final int MOST_PRODUCERS = 8;
    private static final int MOST_CONSUMERS = 2; // of one producer; the second where the answer to the first was lost

    private final Seat seat;
    private final Room room;
    private final Map<String, WebRtcTransport> transports = new LinkedHashMap<>();
    private final Map<String, Published> producers = new LinkedHashMap<>();
    private final Map<String, Consumer> consumers = new LinkedHashMap<>();
    private RtpCapabilities capabilities;
    private WebRtcTransportOptions options;

    SeatMedia(Seat seat, Room room) {
        this.seat = seat;
        this.room = room;
    }

    private record Published(Producer producer, Source source) {
        ProducerView view() {
            return new ProducerView(producer.id(), producer.kind(), source, producer.paused());
        }
    }

    private record ConsumerClosed(String consumerId, String reason) {}

    void use(RtpCapabilities newCapabilities, WebRtcTransportOptions newOptions) {
        capabilities = newCapabilities;
        options = newOptions;
    }

    List<ProducerView> producerViews() {
        return producers.values().stream().map(Published::view).toList();
    }

    /** Whether there are transports to go on with: ICE can begin anew, DTLS that has ended can not. */
    boolean isAlive() {
        return !transports.isEmpty()
                && transports.values().stream()
                        .noneMatch(transport ->
                                transport.dtlsState() == DtlsState.FAILED || transport.dtlsState() == DtlsState.CLOSED);
    }

    WebRtcTransport createTransport() {
        if (transports.size() >= MOST_TRANSPORTS) {
            throw new ControlError(Code.BAD_REQUEST, "a seat has at most " + MOST_TRANSPORTS + " transports");
        }
        WebRtcTransport transport = room.router().createWebRtcTransport(options);
        transports.put(transport.id(), transport);
        return transport;
    }

    WebRtcTransport transport(String id) {
        WebRtcTransport transport = transports.get(id);
        if (transport == null) {
            throw new ControlError(Code.NO_SUCH_TRANSPORT, "this seat has no transport " + id);
        }
        return transport;
    }

    Producer produce(Requests.Produce request) {
        if (producers.size() >= MOST_PRODUCERS) {
            throw new ControlError(Code.BAD_REQUEST, "a seat has at most " + MOST_PRODUCERS + " producers");
        }
        Producer producer;
        try {
            producer = transport(request.transportId())
                    .produce(new ProducerOptions(request.kind(), request.rtpParameters(), request.paused()));
        } catch (RtpParametersException | UnsupportedRtpException e) {
            throw new ControlError(Code.BAD_RTP_PARAMETERS, e.getMessage());
        }
        Published published = new Published(producer, request.sourceKind());
        producers.put(producer.id(), published);
        room.published(seat, producer, published.view());
        return producer;
    }

    void pauseProducer(String id) {
        Producer producer = published(id).producer();
        producer.pause();
        room.paused(seat, producer);
    }

    void resumeProducer(String id) {
        Producer producer = published(id).producer();
        producer.resume();
        room.resumed(seat, producer);
    }

    void closeProducer(String id) {
        Producer producer = published(id).producer();
        producers.remove(id);
        producer.close();
        room.unpublished(seat, producer);
    }

    Consumer consume(Requests.Consume request) {
        WebRtcTransport transport = transport(request.transportId());
        if (room.router().producer(request.producerId()).isEmpty()) {
            throw new ControlError(Code.NO_SUCH_PRODUCER, "the room has no producer " + request.producerId());
        }
        if (consumersOf(request.producerId()) >= MOST_CONSUMERS) {
            throw new ControlError(
                    Code.BAD_REQUEST,
                    "a seat has at most %d consumers of a producer; close one first".formatted(MOST_CONSUMERS));
        }
        Consumer consumer;
        try {
            consumer = transport.consume(new ConsumerOptions(request.producerId(), capabilities, true));
        } catch (UnsupportedRtpException | RtpParametersException e) {
            throw new ControlError(Code.CANNOT_CONSUME, e.getMessage());
        }
        consumers.put(consumer.id(), consumer);
        consumer.addListener(new Watch(consumer.id()));
        return consumer;
    }

    private long consumersOf(String producerId) {
        return consumers.values().stream()
                .filter(consumer -> consumer.producerId().equals(producerId))
                .count();
    }

    Consumer consumer(String id) {
        Consumer consumer = consumers.get(id);
        if (consumer == null) {
            throw new ControlError(Code.NO_SUCH_CONSUMER, "this seat has no consumer " + id);
        }
        return consumer;
    }

    void closeConsumer(String id) {
        consumer(id).close();
        consumers.remove(id);
    }

    Requests.Stats stats() {
        return new Requests.Stats(
                transports.values().stream().map(WebRtcTransport::stats).toList(),
                producers.values().stream()
                        .map(entry -> entry.producer().stats())
                        .toList(),
                consumers.values().stream().map(Consumer::stats).toList());
    }

    /** Closes all of it; the room is told of the producers. */
    void closeAll() {
        List<Published> closing = List.copyOf(producers.values());
        producers.clear();
        consumers.clear();
        transports.values().forEach(WebRtcTransport::close);
        transports.clear();
        closing.forEach(entry -> room.unpublished(seat, entry.producer()));
    }

    private Published published(String id) {
        Published published = producers.get(id);
        if (published == null) {
            throw new ControlError(Code.NO_SUCH_PRODUCER, "this seat has no producer " + id);
        }
        return published;
    }

    /** Tells the browser what becomes of one of its consumers. */
    private final class Watch implements ConsumerListener {
        private final String consumerId;

        Watch(String consumerId) {
            this.consumerId = consumerId;
        }

        @Override
        public void onProducerClosed() {
            consumers.remove(consumerId);
            seat.tell(Wire.event("consumerClosed", new ConsumerClosed(consumerId, "the producer was closed")));
        }

        @Override
        public void onProducerPaused() {
            seat.tell(Wire.event("consumerPaused", "consumerId", consumerId));
        }

        @Override
        public void onProducerResumed() {
            seat.tell(Wire.event("consumerResumed", "consumerId", consumerId));
        }
    }
}
