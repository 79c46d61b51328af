package io.patchbay.gateway.room;

/** Who reads a room's chat. Called on the room's loop. */
@FunctionalInterface
public interface ChatListener {
    void onChat(ChatMessage message);
}
