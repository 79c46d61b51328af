package io.patchbay.gateway.config;

import java.time.Duration;

/** @param grace how long calls have to end when the appliance stops */
public record ShutdownConfig(Duration grace) {
    static ShutdownConfig read(Section section) {
        ShutdownConfig config = new ShutdownConfig(
                section.duration("grace", Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(5)));
        section.finish();
        return config;
    }
}
