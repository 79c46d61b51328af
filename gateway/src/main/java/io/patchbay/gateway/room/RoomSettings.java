package io.patchbay.gateway.room;

/**
 * What a room goes by.
 *
 * @param maxParticipants how many it holds, 1 or more
 */
public record RoomSettings(int maxParticipants) {
    public RoomSettings {
        if (maxParticipants < 1) {
            throw new IllegalArgumentException("a room holds at least one participant, not " + maxParticipants);
        }
    }
}
