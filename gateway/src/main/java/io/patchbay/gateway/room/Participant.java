package io.patchbay.gateway.room;

/** Anyone in a room. Belongs to the room's loop. */
public interface Participant {
    String id();

    /** How the others see it now. */
    ParticipantView view();

    /** The room ends, or removes this participant: it frees what it holds, and does not tell the room. */
    void roomClosed(String reason);
}
