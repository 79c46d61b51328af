package io.patchbay.media.audio;

/**
 * Brings a sum of voices back into 16 bits: turns the gain down where it would be too loud, in ramps, and up again slowly. What a
 * sudden peak still leaves over is bent, never cut or wrapped. Keeps its gain from frame to frame; one for each listener. Belongs
 * to one thread.
 */
final class Limiter {
    private static final int BLOCKS = 8; // of a 20 ms frame: the gain moves in ramps of 2.5 ms
    private static final float CEILING = 29_000; // 1 dB below the top
    private static final float HEADROOM = Short.MAX_VALUE - CEILING;
    private static final float RELEASE = 1.015f; // a block: 6 dB in 116 ms

    private final float[] allowed = new float[BLOCKS + 1];
    private float gain = 1;

    /** Limits {@code count} samples, a multiple of 8, of one 20 ms frame. */
    void process(int[] mix, int count, short[] out) {
        int block = count / BLOCKS;
        boolean loud = false;
        for (int b = 0; b < BLOCKS; b++) {
            int peak = peak(mix, b * block, block);
            allowed[b] = peak > CEILING ? CEILING / peak : 1;
            loud |= peak > CEILING;
        }
        if (!loud && gain == 1) {
            for (int i = 0; i < count; i++) {
                out[i] = (short) mix[i];
            }
            return;
        }
        allowed[BLOCKS] = 1;
        for (int b = 0; b < BLOCKS; b++) {
            // down before the louder block begins, up only as far as this and the next block allow
            float end = Math.min(Math.min(allowed[b], allowed[b + 1]), gain * RELEASE);
            // only a peak at the very beginning of a frame comes unforeseen: then down within half a millisecond
            int slope = gain > allowed[b] ? block / 5 : block;
            ramp(mix, b * block, slope, gain, end, out);
            ramp(mix, b * block + slope, block - slope, end, end, out);
            gain = end;
        }
    }

    private static int peak(int[] mix, int from, int count) {
        int peak = 0;
        for (int i = from; i < from + count; i++) {
            peak = Math.max(peak, Math.abs(mix[i]));
        }
        return peak;
    }

    private static void ramp(int[] mix, int from, int count, float start, float end, short[] out) {
        float step = count == 0 ? 0 : (end - start) / count;
        for (int i = 0; i < count; i++) {
            out[from + i] = bend(mix[from + i] * (start + step * (i + 1)));
        }
    }

    /** The identity up to the ceiling; above it, closer and closer to full scale. */
    private static short bend(float sample) {
        float size = Math.abs(sample);
        if (size <= CEILING) {
            return (short) sample;
        }
        float over = size - CEILING;
        float bent = CEILING + HEADROOM * over / (over + HEADROOM);
        return (short) (sample < 0 ? -bent : bent);
    }
}
