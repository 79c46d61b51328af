package io.patchbay.media.audio;

/**
 * Learns how much later than the quickest ones packets come, and how long they should be held back for it. The quickest way is the
 * least transit time of the last seconds, so that it follows a drifting clock; the target is a high percentile of the delays above
 * it, quick to grow, slow to shrink. Times are in units of 1/48000 s and in nanoseconds. Belongs to one thread.
 */
final class DelayEstimator {
    private static final long WINDOW_NANOS = 4_000_000_000L; // the minimum is that of 4 to 8 s
    private static final int BUCKET_MILLIS = 5;
    private static final int BUCKETS = 64;
    private static final double PERCENTILE = 0.97;
    private static final float GROWTH = 1 / 0.998f; // weight of the next packet: half-life about 350 packets
    private static final float WEIGHT_LIMIT = 1e20f;
    private static final double SHRINK_PER_SECOND = 10; // ms
    private static final int MARGIN_MILLIS = 5;

    private final JitterLimits limits;
    private final float[] weights = new float[BUCKETS];
    private float total;
    private float weight = 1;
    private boolean started;
    private long windowStart;
    private long windowMin;
    private long previousMin;
    private long lastArrival;
    private double meanDelayMillis;
    private double targetMillis;

    DelayEstimator(JitterLimits limits) {
        this.limits = limits;
        targetMillis = limits.startMillis();
    }

    /** Nanoseconds of {@code units} of 1/48000 s. */
    static long nanos(long units) {
        return units * 62_500 / 3;
    }

    /**
     * A packet of timestamp {@code time} came.
     *
     * @return by how many milliseconds later than the quickest
     */
    double onArrival(long time, long arrivalNanos) {
        long transit = arrivalNanos - nanos(time);
        if (!started) {
            started = true;
            windowStart = arrivalNanos;
            windowMin = transit;
            previousMin = transit;
            lastArrival = arrivalNanos;
        } else if (arrivalNanos - windowStart > WINDOW_NANOS) {
            previousMin = windowMin;
            windowMin = transit;
            windowStart = arrivalNanos;
        }
        windowMin = Math.min(windowMin, transit);
        double delay = (transit - minTransit()) / 1e6;
        meanDelayMillis += (delay - meanDelayMillis) / 16;
        remember(delay);
        adapt(arrivalNanos);
        return delay;
    }

    /** A packet came too late to be played: the next ones will probably too. */
    void onLate(double delayMillis) {
        double wanted = Math.min(limits.maxMillis(), delayMillis + MARGIN_MILLIS);
        if (wanted > targetMillis) {
            targetMillis += (wanted - targetMillis) / 2; // all the way only if it happens again
        }
    }

    /** Whether any packet came. */
    boolean isStarted() {
        return started;
    }

    /** The least arrival time minus timestamp, in nanoseconds. */
    long minTransit() {
        return Math.min(windowMin, previousMin);
    }

    /** How much later than the quickest a packet of {@code time} comes if it comes now. */
    double delayMillis(long time, long nowNanos) {
        return (nowNanos - nanos(time) - minTransit()) / 1e6;
    }

    /** By how much packets are late on average. */
    double meanDelayMillis() {
        return meanDelayMillis;
    }

    /** How long the quickest packet should wait. */
    double targetMillis() {
        return targetMillis;
    }

    private void remember(double delay) {
        int bucket = Math.min(BUCKETS - 1, Math.max(0, (int) (delay / BUCKET_MILLIS)));
        weights[bucket] += weight;
        total += weight;
        weight *= GROWTH;
        if (weight > WEIGHT_LIMIT) {
            for (int i = 0; i < BUCKETS; i++) {
                weights[i] /= weight;
            }
            total /= weight;
            weight = 1;
        }
    }

    private void adapt(long arrivalNanos) {
        double elapsed = Math.max(0, Math.min(1, (arrivalNanos - lastArrival) / 1e9));
        lastArrival = Math.max(lastArrival, arrivalNanos);
        double wanted = Math.max(limits.minMillis(), Math.min(limits.maxMillis(), percentile() + MARGIN_MILLIS));
        targetMillis = wanted > targetMillis ? wanted : Math.max(wanted, targetMillis - SHRINK_PER_SECOND * elapsed);
    }

    /** The upper edge of the bucket that the percentile falls into. */
    private int percentile() {
        float above = total;
        float left = (float) (total * (1 - PERCENTILE));
        for (int i = 0; i < BUCKETS; i++) {
            above -= weights[i];
            if (above <= left) {
                return (i + 1) * BUCKET_MILLIS;
            }
        }
        return BUCKETS * BUCKET_MILLIS;
    }
}
