package io.patchbay.gateway.config;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where people meet.
 *
 * @param open whether a room comes to be when somebody dials or opens it
 * @param names the only rooms there are where {@code open} is false; in lower case
 * @param maxParticipants of one room
 * @param pins what those who come into a room have to know, by its name; {@value #LEAST_DIGITS} to {@value #MOST_DIGITS} digits
 * @param seatGrace how long the seat of a browser that went away is kept
 * @param chatToPhones which phones are sent what is said in the chat of their room
 */
public record RoomsConfig(
        boolean open,
        List<String> names,
        int maxParticipants,
        Map<String, Secret> pins,
        Duration seatGrace,
        ChatToPhones chatToPhones) {
    static final int LEAST_DIGITS = 4;
    static final int MOST_DIGITS = 16;

    private static final Pattern NAME = Pattern.compile("[a-z0-9._-]{1,64}");

    public RoomsConfig {
        names = List.copyOf(names);
        pins = Map.copyOf(pins);
    }

    /** Whether {@code name}, in any case, may name a room: 1 to 64 of a-z, 0-9, dot, underscore, hyphen. */
    public static boolean isRoomName(String name) {
        return NAME.matcher(name.toLowerCase(Locale.ROOT)).matches() && !name.matches("\\.{1,2}");
    }

    /** Whether people may meet in {@code room}. */
    public boolean allows(String room) {
        return open || names.contains(room.toLowerCase(Locale.ROOT));
    }

    /** What those who come into {@code room} have to know; empty where anybody may. */
    public Optional<Secret> pinOf(String room) {
        return Optional.ofNullable(pins.get(room.toLowerCase(Locale.ROOT)));
    }

    static RoomsConfig read(Section section) {
        RoomsConfig config = new RoomsConfig(
                section.flag("open", true),
                section.list("names", List.of(), "1 to 64 of a-z, 0-9, '.', '_', '-'", RoomsConfig::name),
                section.integer("max-participants", 200, 1, 10_000),
                section.secrets(
                        "pins",
                        RoomsConfig::name,
                        "a PIN of %d to %d digits".formatted(LEAST_DIGITS, MOST_DIGITS),
                        RoomsConfig::isPin),
                section.duration("seat-grace", Duration.ofSeconds(30), Duration.ZERO, Duration.ofMinutes(10)),
                section.choice("chat-to-phones", ChatToPhones.AUTO, ChatToPhones.class));
        if (!config.open() && config.names().isEmpty()) {
            section.mistake(
                    "open",
                    "rooms.open is false and rooms.names is empty, so there would be no room at all; name some");
        }
        section.finish();
        return config;
    }

    private static boolean isPin(String text) {
        return text.matches("[0-9]{%d,%d}".formatted(LEAST_DIGITS, MOST_DIGITS));
    }

    private static String name(String text) {
        if (!isRoomName(text)) {
            throw new IllegalArgumentException();
        }
        return text.toLowerCase(Locale.ROOT);
    }
}
