package io.patchbay.media.audio;

import io.patchbay.media.rtp.AudioLevel;

/**
 * Shortens or lengthens a piece of sound by some milliseconds, so that the delay can change while somebody talks: one period, or
 * several, of what sounds is left out or said twice, with a soft seam. It declines where no seam would be soft. Belongs to one
 * thread.
 */
final class TimeScale {
    private static final double ALIKE = 0.75; // correlation of the two ends of a seam
    private static final int QUIET = 48; // -dBov: noise joins with anything

    private final int seam; // samples of crossfade: 4 ms
    private final int leastLag; // 2.5 ms
    private final int mostLag; // 14 ms
    private final int stride; // looks at 8000 samples a second

    TimeScale(SampleRate rate) {
        seam = rate.samples(4);
        leastLag = rate.samples(5) / 2;
        mostLag = rate.samples(14);
        stride = rate.hertz() / 8_000;
    }

    /**
     * Leaves out up to {@code atMost} samples (at most 14 ms) of the first ones of {@code queue}.
     *
     * @param anyway also where the seam may be heard
     * @return samples left out; 0 where none could be
     */
    int shorten(PcmQueue queue, int atMost, boolean anyway) {
        int lag = findLag(queue, Math.min(atMost, mostLag), anyway);
        if (lag == 0) {
            return 0;
        }
        short[] pcm = queue.array(0);
        for (int i = 0; i < seam; i++) {
            pcm[i] = blend(pcm[i], pcm[i + lag], i);
        }
        System.arraycopy(pcm, seam + lag, pcm, seam, queue.size() - seam - lag);
        queue.grow(-lag);
        return lag;
    }

    /**
     * Says up to {@code atMost} samples (at most 14 ms) of the first ones of {@code queue} twice.
     *
     * @return samples added; 0 where none could be
     */
    int lengthen(PcmQueue queue, int atMost) {
        int lag = findLag(queue, Math.min(atMost, mostLag), false);
        if (lag == 0) {
            return 0;
        }
        short[] pcm = queue.array(lag);
        System.arraycopy(pcm, seam, pcm, seam + lag, queue.size() - seam);
        for (int i = seam - 1; i >= 0; i--) {
            pcm[lag + i] = blend(pcm[lag + i], pcm[i], i);
        }
        queue.grow(lag);
        return lag;
    }

    private short blend(short from, short to, int i) {
        int weight = (i + 1) * 256 / (seam + 1);
        return (short) ((from * (256 - weight) + to * weight) >> 8);
    }

    /** How far apart the two ends of the best seam are; 0 where none is good enough. */
    private int findLag(PcmQueue queue, int atMost, boolean anyway) {
        int most = Math.min(atMost, queue.size() - seam);
        if (most < leastLag) {
            return 0;
        }
        short[] pcm = queue.array(0);
        int best = 0;
        double bestLikeness = -2;
        for (int lag = leastLag; lag <= most; lag += stride) {
            double likeness = likeness(pcm, lag);
            if (likeness > bestLikeness) {
                bestLikeness = likeness;
                best = lag;
            }
        }
        boolean soft = bestLikeness >= ALIKE || AudioLevel.measure(pcm, 0, seam + most) >= QUIET;
        return soft || anyway ? best : 0;
    }

    /** Correlation, -1 to 1, of the first samples with those {@code lag} later. */
    private double likeness(short[] pcm, int lag) {
        double product = 0;
        double energy = 1;
        double otherEnergy = 1;
        for (int i = 0; i < seam; i += stride) {
            int a = pcm[i];
            int b = pcm[i + lag];
            product += a * b;
            energy += a * a;
            otherEnergy += b * b;
        }
        return product / Math.sqrt(energy * otherEnergy);
    }
}
