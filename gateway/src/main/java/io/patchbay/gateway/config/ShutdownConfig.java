package io.patchbay.gateway.config;

import java.time.Duration;

/**
 * How the appliance stops.
 *
 * @param drain how long present calls may go on while no new ones are taken
 * @param grace how long calls have to end after that
 */
public record ShutdownConfig(Duration drain, Duration grace) {
    static ShutdownConfig read(Section section) {
        ShutdownConfig config = new ShutdownConfig(
                section.duration("drain", Duration.ZERO, Duration.ZERO, Duration.ofHours(24)),
                section.duration("grace", Duration.ofSeconds(5), Duration.ZERO, Duration.ofMinutes(5)));
        section.finish();
        return config;
    }
}
