package io.patchbay.gateway.call;

import java.util.Locale;

/** Who calls whom, and from where; {@code from} and {@code to} are SIP URIs. */
record CallParties(Direction direction, String from, String to, String remoteAddress) {
    enum Direction {
        IN,
        OUT;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
