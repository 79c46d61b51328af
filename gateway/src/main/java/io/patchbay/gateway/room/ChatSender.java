package io.patchbay.gateway.room;

import java.util.Objects;

/**
 * Who writes into a chat.
 *
 * @param key tells writers apart where rates are counted, and a phone's messages of both kinds together: {@link #phoneKey}
 * @param participantId null for those who are no participants
 * @param displayName shortened to 64 characters; what has no place in a name becomes a space
 */
public record ChatSender(String key, String participantId, String displayName) {
    private static final int LONGEST_NAME = 64;

    public ChatSender {
        Objects.requireNonNull(key, "key");
        displayName = shown(displayName);
    }

    /** Somebody behind the API. */
    public static ChatSender operator() {
        return new ChatSender("operator", null, "operator");
    }

    /** A browser. */
    public static ChatSender seat(String participantId, String displayName) {
        return new ChatSender("seat " + participantId, participantId, displayName);
    }

    /** The key of whoever sends SIP as {@code user} from {@code address}. */
    public static String phoneKey(String user, String address) {
        return "phone " + user + "@" + address;
    }

    private static String shown(String name) {
        String plain = name.codePoints()
                .map(character -> ShownText.hasNoPlace(character) ? ' ' : character)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString()
                .strip();
        if (plain.length() <= LONGEST_NAME) {
            return plain;
        }
        boolean splitsAPair = Character.isHighSurrogate(plain.charAt(LONGEST_NAME - 1));
        return plain.substring(0, splitsAPair ? LONGEST_NAME - 1 : LONGEST_NAME);
    }
}
