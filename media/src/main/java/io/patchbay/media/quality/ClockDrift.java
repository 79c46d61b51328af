package io.patchbay.media.quality;

import java.util.Arrays;

/**
 * How much faster the far end's clock runs than ours, from when packets arrive and what their timestamps say. Of each interval, the packet
 * that was quickest counts; through these goes a line by the median of slopes between points half the time apart (Theil's
 * incomplete method), which neither jitter nor a few odd moments move. Allocates nothing per packet; belongs to one thread.
 */
public final class ClockDrift {
    private static final int POINTS = 64;
    private static final int LEAST_POINTS = 10;
    private static final long FIRST_INTERVAL_NANOS = 1_000_000_000L;
    private static final double JUMP_NANOS = 1e9; // further off than this, timestamps have begun anew

    private final double[] time = new double[POINTS]; // nanoseconds since the first packet
    private final double[] transit = new double[POINTS]; // how much more time has passed here than there
    private int points;
    private long intervalNanos = FIRST_INTERVAL_NANOS;

    private boolean started;
    private int clockRate;
    private long firstNanos;
    private long lastTimestamp;
    private long units; // of the clock rate, since the first packet
    private long intervalEnds;
    private double quickest;
    private double quickestAt;

    /** @param timestamp the packet's, 0 to 2^32-1 */
    public void onPacket(long timestamp, int clockRate, long arrivalNanos) {
        if (!started || clockRate != this.clockRate) {
            begin(timestamp, clockRate, arrivalNanos);
            return;
        }
        long ahead = (int) (timestamp - lastTimestamp);
        double at = arrivalNanos - firstNanos;
        double late = at - (units + ahead) * 1e9 / clockRate;
        if (Math.abs(late - quickest) > JUMP_NANOS) {
            begin(timestamp, clockRate, arrivalNanos);
            return;
        }
        units += ahead;
        lastTimestamp = timestamp;
        if (arrivalNanos - intervalEnds >= 0) {
            endInterval();
            intervalEnds = arrivalNanos + intervalNanos;
            quickest = late;
            quickestAt = at;
        } else if (late < quickest) {
            quickest = late;
            quickestAt = at;
        }
    }

    /** The stream begins anew, as with another SSRC. */
    public void restart() {
        started = false;
    }

    /** In millionths; above zero where the far end's clock is the faster one. NaN before ten seconds have told. */
    public double ppm() {
        if (points < LEAST_POINTS) {
            return Double.NaN;
        }
        int half = points / 2;
        double[] slopes = new double[points - half];
        for (int i = 0; i < slopes.length; i++) {
            slopes[i] = (transit[i + half] - transit[i]) / (time[i + half] - time[i]);
        }
        Arrays.sort(slopes);
        int middle = slopes.length / 2;
        double median = slopes.length % 2 == 1 ? slopes[middle] : (slopes[middle - 1] + slopes[middle]) / 2;
        return -median * 1e6;
    }

    private void begin(long timestamp, int clockRate, long arrivalNanos) {
        started = true;
        this.clockRate = clockRate;
        firstNanos = arrivalNanos;
        lastTimestamp = timestamp;
        units = 0;
        points = 0;
        intervalNanos = FIRST_INTERVAL_NANOS;
        intervalEnds = arrivalNanos + intervalNanos;
        quickest = 0;
        quickestAt = 0;
    }

    private void endInterval() {
        if (points == POINTS) {
            halve();
        }
        time[points] = quickestAt;
        transit[points] = quickest;
        points++;
    }

    /** Every two intervals become one: the call is long, and its slope the surer for it. */
    private void halve() {
        for (int i = 0; i < POINTS / 2; i++) {
            int kept = transit[2 * i] <= transit[2 * i + 1] ? 2 * i : 2 * i + 1;
            time[i] = time[kept];
            transit[i] = transit[kept];
        }
        points = POINTS / 2;
        intervalNanos *= 2;
    }
}
