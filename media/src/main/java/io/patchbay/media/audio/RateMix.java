package io.patchbay.media.audio;

import java.util.Arrays;

/** The sum of all that is heard in a room in one tick, at one sample rate. Belongs to the bridge's loop. */
final class RateMix {
    private final SampleRate rate;
    private final int[] sum;

    RateMix(SampleRate rate) {
        this.rate = rate;
        sum = new int[rate.frame()];
    }

    SampleRate rate() {
        return rate;
    }

    void clear() {
        Arrays.fill(sum, 0);
    }

    /** Adds what {@code source} says in tick {@code tick}. */
    void add(MixSource source, long tick) {
        if (source.isSilent() || source.tick() != tick) {
            return;
        }
        short[] pcm = source.at(rate);
        for (int i = 0; i < sum.length; i++) {
            sum[i] += pcm[i];
        }
    }

    /** Writes the sum without {@code own}, which was added before; null where a listener has no part in it. */
    void without(short[] own, int[] out) {
        if (own == null) {
            System.arraycopy(sum, 0, out, 0, sum.length);
            return;
        }
        for (int i = 0; i < sum.length; i++) {
            out[i] = sum[i] - own[i];
        }
    }
}
