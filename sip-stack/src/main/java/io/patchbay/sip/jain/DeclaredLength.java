package io.patchbay.sip.jain;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.OptionalInt;

/**
 * Reads the Content-Length from a message's raw head. The stack's parser cannot say whether it was given, and a stream must
 * know it before anything is parsed (RFC 3261 §18.3).
 */
final class DeclaredLength {
    private static final int MAX_DIGITS = 9;

    private DeclaredLength() {}

    /**
     * @param end where the head ends, its empty line included
     * @return empty where none is given
     */
    static OptionalInt in(byte[] bytes, int end) throws BadMessageException {
        OptionalInt found = OptionalInt.empty();
        int lineStart = 0;
        for (int i = 0; i < end; i++) {
            boolean isContinued = i + 1 < end && (bytes[i + 1] == ' ' || bytes[i + 1] == '\t'); // RFC 3261 §7.3.1
            if (bytes[i] != '\n' || isContinued) {
                continue;
            }
            OptionalInt here = inLine(bytes, lineStart, i);
            if (here.isPresent()) {
                if (found.isPresent() && found.getAsInt() != here.getAsInt()) {
                    throw new BadMessageException("two Content-Length headers that disagree");
                }
                found = here;
            }
            lineStart = i + 1;
        }
        return found;
    }

    private static OptionalInt inLine(byte[] bytes, int start, int end) throws BadMessageException {
        byte first = start < end ? bytes[start] : 0;
        if (first != 'C' && first != 'c' && first != 'L' && first != 'l') {
            return OptionalInt.empty();
        }
        String line = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        int colon = line.indexOf(':');
        String name = colon < 0 ? "" : line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        if (!name.equals("content-length") && !name.equals("l")) {
            return OptionalInt.empty();
        }
        String value = line.substring(colon + 1).strip();
        if (value.isEmpty() || value.length() > MAX_DIGITS || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new BadMessageException("a Content-Length of " + MessageGuard.oneLine(value));
        }
        return OptionalInt.of(Integer.parseInt(value));
    }
}
