package io.patchbay.gateway.room;

import io.patchbay.gateway.room.ChatRefusedException.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** What the people in a room write to each other; gone with the room. Belongs to the room's loop. */
public final class RoomChat {
    private static final int MOST_KEPT = 100;
    private static final int MOST_KEPT_BYTES = 64 * 1024; // of text, in UTF-8

    private final Clock clock;
    private final LongSupplier nanoTime;
    private final ChatPace pace = new ChatPace();
    private final Deque<ChatMessage> kept = new ArrayDeque<>();
    private int keptBytes;
    private final List<ChatListener> listeners = new ArrayList<>();
    private final Map<String, Phone> phones = new LinkedHashMap<>(); // by participant

    private record Phone(ChatSender sender, ChatListener listener) {}

    RoomChat(Clock clock, LongSupplier nanoTime) {
        this.clock = clock;
        this.nanoTime = nanoTime;
    }

    /** The latest messages, oldest first: {@value #MOST_KEPT} at most. */
    public List<ChatMessage> latest() {
        return List.copyOf(kept);
    }

    /** Adds somebody who reads everything from now on, what they wrote themselves too. */
    public void addListener(ChatListener listener) {
        listeners.add(listener);
    }

    /** Adds a phone of the room's, which reads what the others write. What its device sends outside of its call is taken for its own. */
    public void enter(ChatSender phone, ChatListener listener) {
        phones.put(phone.participantId(), new Phone(phone, listener));
    }

    /** A phone has left. */
    public void leave(String participantId) {
        phones.remove(participantId);
    }

    /** @throws ChatRefusedException where it comes too soon after others */
    public ChatMessage post(ChatSender from, ChatText text) {
        ChatSender sender = from.participantId() == null ? participantOf(from) : from;
        if (!pace.allows(sender.key(), nanoTime.getAsLong())) {
            throw new ChatRefusedException(
                    Kind.TOO_MANY, "too many messages: one a second on average; wait a few seconds");
        }
        ChatMessage message = new ChatMessage(
                ParticipantIds.next(),
                sender.participantId(),
                sender.displayName(),
                text.value(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS).toString());
        keep(message);
        listeners.forEach(listener -> listener.onChat(message));
        phones.values().stream()
                .filter(phone -> !phone.sender().key().equals(sender.key()))
                .forEach(phone -> phone.listener().onChat(message));
        return message;
    }

    private ChatSender participantOf(ChatSender stranger) {
        return phones.values().stream()
                .map(Phone::sender)
                .filter(phone -> phone.key().equals(stranger.key()))
                .findFirst()
                .orElse(stranger);
    }

    private void keep(ChatMessage message) {
        kept.addLast(message);
        keptBytes += size(message);
        while (kept.size() > MOST_KEPT || keptBytes > MOST_KEPT_BYTES) {
            keptBytes -= size(kept.removeFirst());
        }
    }

    private static int size(ChatMessage message) {
        return message.text().getBytes(StandardCharsets.UTF_8).length;
    }
}
