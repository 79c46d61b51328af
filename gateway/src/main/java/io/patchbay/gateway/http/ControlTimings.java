package io.patchbay.gateway.http;

import java.time.Duration;

/**
 * How the server finds out that a control connection is dead.
 *
 * @param pingEvery between two pings
 * @param deadAfter without a message or pong the connection is dropped
 */
public record ControlTimings(Duration pingEvery, Duration deadAfter) {
    public static final ControlTimings DEFAULT = new ControlTimings(Duration.ofSeconds(10), Duration.ofSeconds(25));

    public ControlTimings {
        if (pingEvery.isNegative() || pingEvery.isZero() || deadAfter.compareTo(pingEvery) <= 0) {
            throw new IllegalArgumentException(
                    "a connection cannot be dead (%s) before a ping (%s) was answered".formatted(deadAfter, pingEvery));
        }
    }
}
