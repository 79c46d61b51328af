package io.patchbay.gateway.room;

import io.patchbay.gateway.room.ParticipantView.ProducerView;
import java.util.List;

/** Who hears what happens in a room: the seat of each browser. Every method runs on the room's loop. */
public interface RoomListener {
    void participantJoined(ParticipantView participant);

    void participantLeft(String participantId, String reason);

    void participantChanged(ParticipantView participant);

    void producerAdded(String participantId, ProducerView producer);

    void producerClosed(String participantId, String producerId);

    void producerPaused(String participantId, String producerId);

    void producerResumed(String participantId, String producerId);

    void audioLevels(List<AudioLevel> levels);

    /** @param participantId null where nobody speaks */
    void activeSpeaker(String participantId);

    /** The last word: the room is closed. */
    void roomClosed();

    /** @param level in dBov, -127 (silence) to 0 (RFC 6464) */
    record AudioLevel(String participantId, int level) {}
}
