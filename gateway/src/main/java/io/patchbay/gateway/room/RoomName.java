package io.patchbay.gateway.room;

import io.patchbay.gateway.config.RoomsConfig;
import java.util.Locale;
import java.util.Optional;

/** The name of a room, in lower case ({@link RoomsConfig#isRoomName}). Phones dial it as the user part of a SIP URI. */
public record RoomName(String value) {
    public RoomName {
        if (!RoomsConfig.isRoomName(value) || !value.equals(value.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("not a room name: " + value);
        }
    }

    /** The room that {@code text} names in whatever case; empty where it names none. */
    public static Optional<RoomName> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return RoomsConfig.isRoomName(lower) ? Optional.of(new RoomName(lower)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
