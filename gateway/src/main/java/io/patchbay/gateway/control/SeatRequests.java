package io.patchbay.gateway.control;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.gateway.control.ControlError.Code;
import io.patchbay.gateway.room.ChatRefusedException;
import io.patchbay.gateway.room.ChatText;
import io.patchbay.media.sfu.Consumer;
import io.patchbay.media.sfu.WebRtcTransport;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The requests of those who have joined, by method. Each runs on the room's loop and returns what it is answered. */
final class SeatRequests {
    private static final Map<String, Object> NOTHING = Map.of();
    private static final Set<String> TOLD_TO_ALL =
            Set.of("setDisplayName", "produce", "pauseProducer", "resumeProducer", "closeProducer");

    private final Map<String, Handler> handlers = new HashMap<>();

    @FunctionalInterface
    private interface Handler {
        Object handle(Seat seat, JsonNode data);
    }

    @FunctionalInterface
    private interface Action<T> {
        void run(SeatMedia media, T request);
    }

    SeatRequests() {
        handlers.put("createWebRtcTransport", SeatRequests::createTransport);
        handlers.put("connectWebRtcTransport", SeatRequests::connectTransport);
        handlers.put("restartIce", SeatRequests::restartIce);
        handlers.put("produce", SeatRequests::produce);
        handlers.put("consume", SeatRequests::consume);
        handlers.put("setDisplayName", SeatRequests::setDisplayName);
        handlers.put("chat", SeatRequests::chat);
        handlers.put("stats", (seat, data) -> seat.media().stats());
        onProducer("pauseProducer", (media, request) -> media.pauseProducer(request.producerId()));
        onProducer("resumeProducer", (media, request) -> media.resumeProducer(request.producerId()));
        onProducer("closeProducer", (media, request) -> media.closeProducer(request.producerId()));
        onConsumer("resumeConsumer", (media, request) -> media.consumer(request.consumerId())
                .resume());
        onConsumer("pauseConsumer", (media, request) -> media.consumer(request.consumerId())
                .pause());
        onConsumer("closeConsumer", (media, request) -> media.closeConsumer(request.consumerId()));
        onConsumer("requestKeyFrame", (media, request) -> media.consumer(request.consumerId())
                .requestKeyFrame());
    }

    /** @throws ControlError where it cannot be carried out */
    Object handle(Seat seat, Wire.Request request) {
        Handler handler = handlers.get(request.method());
        if (handler == null) {
            throw new ControlError(Code.UNKNOWN_METHOD, "there is no method '" + request.method() + "'");
        }
        if (TOLD_TO_ALL.contains(request.method())) {
            seat.countChange();
        }
        return handler.handle(seat, request.data());
    }

    private void onProducer(String method, Action<Requests.OfProducer> action) {
        handlers.put(method, (seat, data) -> {
            action.run(seat.media(), Wire.read(data, Requests.OfProducer.class));
            return NOTHING;
        });
    }

    private void onConsumer(String method, Action<Requests.OfConsumer> action) {
        handlers.put(method, (seat, data) -> {
            action.run(seat.media(), Wire.read(data, Requests.OfConsumer.class));
            return NOTHING;
        });
    }

    private static Object createTransport(Seat seat, JsonNode data) {
        Wire.read(data, Requests.CreateTransport.class); // the direction is checked; both kinds are alike to the router
        WebRtcTransport transport = seat.media().createTransport();
        return new Requests.TransportCreated(
                transport.id(), transport.iceParameters(), transport.iceCandidates(), transport.dtlsParameters());
    }

    private static Object connectTransport(Seat seat, JsonNode data) {
        Requests.ConnectTransport request = Wire.read(data, Requests.ConnectTransport.class);
        try {
            seat.media().transport(request.transportId()).connect(request.dtlsParameters());
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new ControlError(Code.BAD_REQUEST, e.getMessage());
        }
        return NOTHING;
    }

    private static Object restartIce(Seat seat, JsonNode data) {
        Requests.OfTransport request = Wire.read(data, Requests.OfTransport.class);
        return new Requests.IceRestarted(
                seat.media().transport(request.transportId()).restartIce());
    }

    private static Object produce(Seat seat, JsonNode data) {
        return new Requests.Produced(
                seat.media().produce(Wire.read(data, Requests.Produce.class)).id());
    }

    private static Object consume(Seat seat, JsonNode data) {
        Consumer consumer = seat.media().consume(Wire.read(data, Requests.Consume.class));
        return new Requests.Consumed(
                consumer.id(),
                consumer.producerId(),
                consumer.kind(),
                consumer.rtpParameters(),
                "simple",
                consumer.producerPaused());
    }

    private static Object chat(Seat seat, JsonNode data) {
        try {
            ChatText text = new ChatText(Wire.read(data, Requests.Chat.class).text());
            return new Requests.Said(seat.say(text).id());
        } catch (ChatRefusedException e) {
            boolean isTooFast = e.kind() == ChatRefusedException.Kind.TOO_MANY;
            throw new ControlError(isTooFast ? Code.TOO_MANY_MESSAGES : Code.BAD_REQUEST, e.getMessage());
        }
    }

    private static Object setDisplayName(Seat seat, JsonNode data) {
        seat.rename(Wire.read(data, Requests.SetDisplayName.class).displayName());
        return NOTHING;
    }
}
