package io.patchbay.gateway.room;

import io.patchbay.gateway.room.ChatRefusedException.Kind;

/** A text that may be shown in a chat: 1 to {@value #LONGEST} characters, its lines ended by line feeds. */
public record ChatText(String value) {
    public static final int LONGEST = 2_000; // UTF-16 code units, as browsers count

    public ChatText {
        value = value == null
                ? ""
                : value.replace("\r\n", "\n").replace('\r', '\n').strip();
        if (value.isEmpty()) {
            throw new ChatRefusedException(Kind.MALFORMED, "the text is empty");
        }
        if (value.length() > LONGEST) {
            throw new ChatRefusedException(
                    Kind.TOO_LONG,
                    "the text has %d characters; it must have 1 to %d".formatted(value.length(), LONGEST));
        }
        if (value.codePoints().anyMatch(ChatText::hasNoPlace)) {
            throw new ChatRefusedException(
                    Kind.MALFORMED, "the text has control characters or overrides of the writing direction");
        }
    }

    private static boolean hasNoPlace(int character) {
        boolean isHalfAPair = character >= Character.MIN_SURROGATE && character <= Character.MAX_SURROGATE;
        return isHalfAPair || character != '\n' && character != '\t' && ShownText.hasNoPlace(character);
    }
}
