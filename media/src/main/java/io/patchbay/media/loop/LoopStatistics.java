package io.patchbay.media.loop;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLongArray;

/** What a {@link MediaLoop} counts. Written by the loop, read by anyone. */
public final class LoopStatistics {
    /** Upper edges of the lateness buckets, in microseconds; the last bucket has none. */
    private static final long[] EDGES_MICROS = {250, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000};

    private final AtomicLongArray lateness = new AtomicLongArray(EDGES_MICROS.length + 1);
    private volatile long ticks;
    private volatile long faults;
    private volatile long latestMicros;

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer: the loop
    void ticked(long lateNanos) {
        ticks++;
        long micros = lateNanos / 1_000;
        latestMicros = Math.max(latestMicros, micros);
        int bucket = 0;
        while (bucket < EDGES_MICROS.length && micros > EDGES_MICROS[bucket]) {
            bucket++;
        }
        lateness.lazySet(bucket, lateness.get(bucket) + 1);
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer: the loop
    void faulted() {
        faults++;
    }

    public long ticks() {
        return ticks;
    }

    /** Tasks and packets that threw. */
    public long faults() {
        return faults;
    }

    /** The worst lateness of any tick so far, in microseconds. */
    public long worstLateMicros() {
        return latestMicros;
    }

    /** The lateness that {@code quantile} (0 to 1) of all ticks stayed within, in milliseconds, rounded up to a bucket. */
    public double lateMillis(double quantile) {
        long wanted = (long) Math.ceil(ticks * quantile);
        long seen = 0;
        for (int i = 0; i < EDGES_MICROS.length; i++) {
            seen += lateness.get(i);
            if (seen >= wanted) {
                return EDGES_MICROS[i] / 1_000.0;
            }
        }
        return latestMicros / 1_000.0;
    }

    /** The steps in which lateness is counted, in milliseconds; what is later than the last is in none. */
    public static double[] lateSteps() {
        return Arrays.stream(EDGES_MICROS)
                .mapToDouble(micros -> micros / 1_000.0)
                .toArray();
    }

    /** How many ticks were at most {@code millis} late, which is one of {@link #lateSteps}. */
    public long ticksWithin(double millis) {
        long seen = 0;
        for (int i = 0; i < EDGES_MICROS.length && EDGES_MICROS[i] <= millis * 1_000; i++) {
            seen += lateness.get(i);
        }
        return seen;
    }
}
