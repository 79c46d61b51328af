package io.patchbay.sip;

import java.time.Duration;

/**
 * How long sessions last without a refresh (RFC 4028).
 *
 * @param sessionExpires the interval that we ask for, and the longest that we grant
 * @param minSe the shortest interval that we grant; 90 s at least (RFC 4028 §5), except in tests
 */
public record SessionTimerSettings(Duration sessionExpires, Duration minSe) {
    public static final SessionTimerSettings DEFAULT =
            new SessionTimerSettings(Duration.ofMinutes(30), Duration.ofSeconds(90));

    public SessionTimerSettings {
        if (minSe.toSeconds() < 1 || sessionExpires.compareTo(minSe) < 0) {
            throw new IllegalArgumentException(
                    "a session expires after %s, its least, or later, not after %s".formatted(minSe, sessionExpires));
        }
    }
}
