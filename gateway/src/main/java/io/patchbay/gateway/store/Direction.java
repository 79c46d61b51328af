package io.patchbay.gateway.store;

import java.util.Locale;

/** Whether a call came to us or we placed it. */
public enum Direction {
    IN,
    OUT;

    /** As the API and the database write it. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Direction of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
