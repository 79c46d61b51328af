package io.patchbay.gateway.call;

import java.util.ArrayList;
import java.util.List;

/** Cuts a text into parts that fit into a message each: between words where it can, never within a character. */
final class MessageParts {
    private static final int LONGEST_CHARACTER = 4; // bytes of UTF-8

    private MessageParts() {}

    /** @param bytes how many of UTF-8 a part may have; fewer than a character needs count as that many */
    static List<String> of(String text, int bytes) {
        int most = Math.max(LONGEST_CHARACTER, bytes);
        List<String> parts = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start, most);
            int cut = end == text.length() ? end : wordEnd(text, start, end);
            String part = text.substring(start, cut).strip();
            if (!part.isEmpty()) {
                parts.add(part);
            }
            start = cut;
        }
        return parts;
    }

    /** Where as many characters end as fit. */
    private static int end(String text, int start, int most) {
        int size = 0;
        int at = start;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            size += size(character);
            if (size > most) {
                return at;
            }
            at += Character.charCount(character);
        }
        return at;
    }

    /** After the last white space before {@code end}, where the part would not become shorter than half. */
    private static int wordEnd(String text, int start, int end) {
        if (Character.isWhitespace(text.charAt(end))) {
            return end;
        }
        for (int at = end; at > start + (end - start) / 2; at--) {
            if (Character.isWhitespace(text.charAt(at - 1))) {
                return at;
            }
        }
        return end;
    }

    private static int size(int character) {
        if (character < 0x80) {
            return 1;
        }
        if (character < 0x800) {
            return 2;
        }
        return character < 0x10000 ? 3 : 4;
    }
}
