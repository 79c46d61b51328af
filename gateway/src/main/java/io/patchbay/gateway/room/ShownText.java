package io.patchbay.gateway.room;

/** What may be in a text that people type and others are shown. */
public final class ShownText {
    private ShownText() {}

    /** Whether {@code character} would end a line of the log, or turn the text around it. */
    public static boolean hasNoPlace(int character) {
        return Character.isISOControl(character)
                || character >= 0x2028 && character <= 0x202E // separators, embeddings, overrides
                || character >= 0x2066 && character <= 0x2069; // isolates
    }
}
