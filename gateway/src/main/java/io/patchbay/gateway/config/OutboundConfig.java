package io.patchbay.gateway.config;

import java.time.Duration;

/**
 * What calls through trunks may cost. Which numbers may be called is each trunk's to say.
 *
 * @param enabled false refuses every one, at once
 * @param maxCalls at once; 0 for any number
 * @param perMinute begun within a minute; 0 for any number
 * @param maxDuration after which one is ended
 */
public record OutboundConfig(boolean enabled, int maxCalls, int perMinute, Duration maxDuration) {
    static OutboundConfig read(Section section) {
        OutboundConfig config = new OutboundConfig(
                section.flag("enabled", true),
                section.integer("max-calls", 10, 0, 100_000),
                section.integer("per-minute", 30, 0, 100_000),
                section.duration("max-duration", Duration.ofHours(4), Duration.ofSeconds(1), Duration.ofHours(240)));
        section.finish();
        return config;
    }
}
