package io.patchbay.media.peer;

import java.time.Duration;

/**
 * After how long without a packet a phone counts as gone; to the second. RTCP counts as well as RTP: a muted phone may send nothing
 * else.
 *
 * @param talking while its audio is to be expected
 * @param paused while it is not: on hold, or after it said by comfort noise that it goes on when there is something to hear
 */
public record InactivityLimits(Duration talking, Duration paused) {
    private static final Duration LEAST = Duration.ofSeconds(1);

    public InactivityLimits {
        if (talking.compareTo(LEAST) < 0 || paused.compareTo(talking) < 0) {
            throw new IllegalArgumentException(
                    "inactivity is 1 s or longer, and on hold not shorter: not %s and %s".formatted(talking, paused));
        }
    }
}
