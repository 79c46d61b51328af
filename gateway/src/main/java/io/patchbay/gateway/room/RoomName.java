package io.patchbay.gateway.room;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** The name of a room, in lower case: 1 to 64 of {@code a-z 0-9 . _ -}. Phones dial it as the user part of a SIP URI. */
public record RoomName(String value) {
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    public RoomName {
        if (!ALLOWED.matcher(value).matches()) {
            throw new IllegalArgumentException("a room name has 1 to 64 of the characters a-z 0-9 . _ -: " + value);
        }
    }

    /** The room that {@code text} names in whatever case; empty where it names none. */
    public static Optional<RoomName> parse(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return ALLOWED.matcher(lower).matches() ? Optional.of(new RoomName(lower)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
