package io.patchbay.gateway.room;

import io.patchbay.gateway.config.ChatToPhones;

/**
 * What a room goes by.
 *
 * @param maxParticipants how many it holds, 1 or more
 * @param chatToPhones which phones are sent what is said in the chat
 */
public record RoomSettings(int maxParticipants, ChatToPhones chatToPhones) {
    public RoomSettings {
        if (maxParticipants < 1) {
            throw new IllegalArgumentException("a room holds at least one participant, not " + maxParticipants);
        }
    }
}
