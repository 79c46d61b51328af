package io.patchbay.media.sfu;

import java.time.Duration;

/**
 * @param maxEntries how many levels are told at most, loudest first
 * @param threshold dBov, -127 to 0; quieter producers are left out
 * @param interval between two reports, 100 ms to 5 s
 */
public record AudioLevelObserverOptions(int maxEntries, int threshold, Duration interval) {
    public AudioLevelObserverOptions {
        if (maxEntries < 1) {
            throw new IllegalArgumentException("maxEntries is " + maxEntries + "; it must be at least 1");
        }
        if (threshold < -127 || threshold > 0) {
            throw new IllegalArgumentException("threshold is " + threshold + " dBov; it must be -127 to 0");
        }
        if (interval.toMillis() < 100 || interval.toMillis() > 5_000) {
            throw new IllegalArgumentException("interval is " + interval + "; it must be 100 ms to 5 s");
        }
    }
}
