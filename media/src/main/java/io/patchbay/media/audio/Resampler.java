package io.patchbay.media.audio;

import java.util.Arrays;

/**
 * Changes the sample rate of one stream by 2, 3 or 6, up or down: windowed-sinc polyphase FIR. Keeps what it needs of the samples
 * before, so that frames join without a seam; delays by 12 samples of the slower rate. Belongs to one thread.
 */
final class Resampler {
    private static final int[] RATIOS = {2, 3, 6};
    private static final int[][][] UP = new int[7][][]; // by ratio, by phase
    private static final int[][] DOWN = new int[7][]; // by ratio

    static {
        for (int ratio : RATIOS) {
            double[] filter = LowPass.design(ratio, 1);
            UP[ratio] = new int[ratio][];
            for (int phase = 0; phase < ratio; phase++) {
                UP[ratio][phase] = LowPass.phase(filter, phase, ratio);
            }
            DOWN[ratio] = LowPass.phase(filter, 0, 1);
        }
    }

    private static final int ROUND = 1 << (LowPass.FRACTION_BITS - 1);

    private final int ratio;
    private final boolean up;
    private final int history; // samples kept of the frames before
    private int[] line; // history, then the frame at hand

    Resampler(int fromHertz, int toHertz) {
        up = toHertz > fromHertz;
        ratio = up ? toHertz / fromHertz : fromHertz / toHertz;
        boolean known = ratio == 2 || ratio == 3 || ratio == 6;
        if (!known || Math.max(fromHertz, toHertz) != ratio * Math.min(fromHertz, toHertz)) {
            throw new IllegalArgumentException(
                    "cannot resample from %d to %d Hz: the ratio must be 2, 3 or 6".formatted(fromHertz, toHertz));
        }
        history = (up ? LowPass.TAPS_PER_SAMPLE : LowPass.TAPS_PER_SAMPLE * ratio) - 1;
        line = new int[history];
    }

    /**
     * Takes {@code count} samples from index 0 of {@code in}; going down, a multiple of the ratio.
     *
     * @return samples written to {@code out} from {@code at} on
     */
    int process(short[] in, int count, short[] out, int at) {
        if (line.length < history + count) {
            line = Arrays.copyOf(line, history + count);
        }
        for (int i = 0; i < count; i++) {
            line[history + i] = in[i];
        }
        int written = up ? interpolate(count, out, at) : decimate(count, out, at);
        System.arraycopy(line, count, line, 0, history);
        return written;
    }

    /** Forgets the samples before. */
    void reset() {
        Arrays.fill(line, 0, history, 0);
    }

    private int interpolate(int count, short[] out, int at) {
        int[][] phases = UP[ratio];
        int to = at;
        for (int i = 0; i < count; i++) {
            for (int phase = 0; phase < ratio; phase++) {
                out[to++] = filter(phases[phase], i);
            }
        }
        return to - at;
    }

    private int decimate(int count, short[] out, int at) {
        int[] filter = DOWN[ratio];
        int to = at;
        for (int i = ratio - 1; i < count; i += ratio) {
            out[to++] = filter(filter, i);
        }
        return to - at;
    }

    private short filter(int[] filter, int from) {
        int sum = ROUND;
        for (int k = 0; k < filter.length; k++) {
            sum += filter[k] * line[from + k];
        }
        return saturate(sum >> LowPass.FRACTION_BITS);
    }

    private static short saturate(int value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
}
