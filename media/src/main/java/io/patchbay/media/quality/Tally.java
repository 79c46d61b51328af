package io.patchbay.media.quality;

/** Mean and greatest of samples. Belongs to one thread. */
public final class Tally {
    private long count;
    private double sum;
    private double max = Double.NaN;

    /** NaN is none. */
    public void add(double sample) {
        if (Double.isNaN(sample)) {
            return;
        }
        count++;
        sum += sample;
        max = count == 1 ? sample : Math.max(max, sample);
    }

    /** NaN where there is none. */
    public double mean() {
        return count == 0 ? Double.NaN : sum / count;
    }

    /** NaN where there is none. */
    public double max() {
        return max;
    }
}
