package io.patchbay.gateway.control;

import io.patchbay.gateway.room.ChatListener;
import io.patchbay.gateway.room.ChatMessage;
import io.patchbay.gateway.room.ParticipantView;
import io.patchbay.gateway.room.ParticipantView.Connection;
import io.patchbay.gateway.room.ParticipantView.ProducerView;
import io.patchbay.gateway.room.RoomListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Tells the browsers in a room what happens there; each event is written once for all. Belongs to the room's loop. */
final class Audience implements RoomListener, ChatListener {
    private final List<Seat> seats = new ArrayList<>();
    private final Runnable onRoomClosed;

    Audience(Runnable onRoomClosed) {
        this.onRoomClosed = onRoomClosed;
    }

    void add(Seat seat) {
        seats.add(seat);
    }

    void remove(Seat seat) {
        seats.remove(seat);
    }

    private record Joined(ParticipantView participant) {}

    private record Left(String participantId, String reason) {}

    private record Changed(String participantId, String displayName, Connection connection) {}

    private record Added(String participantId, ProducerView producer) {}

    private record OfProducer(String participantId, String producerId) {}

    @Override
    public void participantJoined(ParticipantView participant) {
        tellAllBut(participant.id(), Wire.event("participantJoined", new Joined(participant)));
    }

    @Override
    public void participantLeft(String participantId, String reason) {
        tellAllBut(participantId, Wire.event("participantLeft", new Left(participantId, reason)));
    }

    @Override
    public void participantChanged(ParticipantView view) {
        tellAllBut(
                view.id(),
                Wire.event("participantChanged", new Changed(view.id(), view.displayName(), view.connection())));
    }

    @Override
    public void producerAdded(String participantId, ProducerView producer) {
        tellAllBut(participantId, Wire.event("producerAdded", new Added(participantId, producer)));
    }

    @Override
    public void producerClosed(String participantId, String producerId) {
        tellAllBut(participantId, Wire.event("producerClosed", new OfProducer(participantId, producerId)));
    }

    @Override
    public void producerPaused(String participantId, String producerId) {
        tellAllBut(participantId, Wire.event("producerPaused", new OfProducer(participantId, producerId)));
    }

    @Override
    public void producerResumed(String participantId, String producerId) {
        tellAllBut(participantId, Wire.event("producerResumed", new OfProducer(participantId, producerId)));
    }

    @Override
    public void audioLevels(List<AudioLevel> levels) {
        tellAllBut(null, Wire.event("audioLevels", "levels", levels));
    }

    @Override
    public void activeSpeaker(String participantId) {
        tellAllBut(null, Wire.event("activeSpeaker", Collections.singletonMap("participantId", participantId)));
    }

    /** Oneself is told too: the chat has one order for all. */
    @Override
    public void onChat(ChatMessage message) {
        tellAllBut(null, Wire.event("chatMessage", message));
    }

    @Override
    public void roomClosed() {
        onRoomClosed.run();
    }

    private void tellAllBut(String participantId, String event) {
        for (Seat seat : seats) {
            if (!seat.id().equals(participantId)) {
                seat.tell(event);
            }
        }
    }
}
