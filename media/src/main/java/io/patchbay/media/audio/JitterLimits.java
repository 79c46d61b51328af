package io.patchbay.media.audio;

/**
 * How long a jitter buffer may hold packets back.
 *
 * @param minMillis least target, 0 or more
 * @param startMillis target before anything is known of the stream
 * @param maxMillis greatest target, at most 500
 */
record JitterLimits(int minMillis, int startMillis, int maxMillis) {
    static final JitterLimits DEFAULT = new JitterLimits(20, 40, 200);

    JitterLimits {
        if (minMillis < 0 || startMillis < minMillis || maxMillis < startMillis || maxMillis > 500) {
            throw new IllegalArgumentException("jitter limits must rise from 0 to 500 ms, not %d, %d, %d"
                    .formatted(minMillis, startMillis, maxMillis));
        }
    }
}
