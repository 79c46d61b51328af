package io.patchbay.sip;

import java.util.Objects;

/**
 * A header field that goes through as it is.
 *
 * @param name a token (RFC 3261 §25.1), as {@code P-Asserted-Identity}
 * @param value one line
 */
public record HeaderField(String name, String value) {
    public HeaderField {
        Objects.requireNonNull(value, "value");
        if (!name.matches("[A-Za-z0-9.!%*_+`'~-]{1,64}")) {
            throw new IllegalArgumentException("not the name of a header field: " + name);
        }
        if (value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
            throw new IllegalArgumentException("the value of " + name + " has control characters");
        }
    }
}
