package io.patchbay.media.audio;

import java.util.Arrays;

/**
 * One voice's samples of the present tick, at its own rate and, on demand, at others: resampled at most once per rate and tick.
 * Belongs to the bridge's loop.
 */
final class MixSource {
    private final short[][] frames = new short[SampleRate.COUNT][]; // by rate
    private final Resampler[] resamplers = new Resampler[SampleRate.COUNT]; // by rate
    private final long[] resampledAt = new long[SampleRate.COUNT]; // by rate: the tick
    private SampleRate rate;
    private long tick;
    private long heardAt = Long.MIN_VALUE;
    private boolean silent = true;

    MixSource(SampleRate rate) {
        setRate(rate);
    }

    /** Changes the rate that samples come in at. What was resampled so far is forgotten. */
    void setRate(SampleRate rate) {
        this.rate = rate;
        silent = true;
        Arrays.fill(resamplers, null);
        frames[rate.ordinal()] = new short[rate.frame()];
    }

    SampleRate rate() {
        return rate;
    }

    /** To be filled with the samples of a tick; then call {@link #filled}. */
    short[] frame() {
        return frames[rate.ordinal()];
    }

    /**
     * Says that the frame holds tick {@code number}.
     *
     * @param audible false where all samples are zero
     */
    void filled(long number, boolean audible) {
        tick = number;
        if (audible) {
            heardAt = number;
        }
        // filters ring on for a part of the frame after
        silent = heardAt == Long.MIN_VALUE || number - heardAt > 1;
    }

    /** The tick that the frame is of. */
    long tick() {
        return tick;
    }

    /** Whether nothing of it is to be heard in this tick, at any rate. */
    boolean isSilent() {
        return silent;
    }

    /** The samples of this tick at {@code wanted}. */
    short[] at(SampleRate wanted) {
        int index = wanted.ordinal();
        if (wanted == rate) {
            return frames[index];
        }
        if (resampledAt[index] != tick || resamplers[index] == null) {
            resample(wanted);
        }
        return frames[index];
    }

    private void resample(SampleRate wanted) {
        int index = wanted.ordinal();
        if (frames[index] == null) {
            frames[index] = new short[wanted.frame()];
        }
        if (resamplers[index] == null) {
            resamplers[index] = new Resampler(rate.hertz(), wanted.hertz());
        } else if (resampledAt[index] != tick - 1) {
            resamplers[index].reset(); // the samples before were silence, or nobody wanted them
        }
        resamplers[index].process(frame(), rate.frame(), frames[index], 0);
        resampledAt[index] = tick;
    }
}
