package io.patchbay.media.audio;

/** Designs the windowed-sinc filters of a {@link Resampler}. */
final class LowPass {
    /** Taps for each sample of the slower side: 60 dB down within 15 % of the slower rate around its half. */
    static final int TAPS_PER_SAMPLE = 24;

    /** Coefficients are fixed-point numbers with this many bits behind the point: sums of products stay below 2^31. */
    static final int FRACTION_BITS = 14;

    private static final double KAISER_BETA = 6.5;

    private LowPass() {}

    /**
     * The filter between two rates of which one is {@code ratio} times the other, at the faster rate, cut off at half the slower
     * rate. Its DC gain is {@code gain}.
     */
    static double[] design(int ratio, double gain) {
        int taps = TAPS_PER_SAMPLE * ratio;
        double[] filter = new double[taps];
        double middle = (taps - 1) / 2.0;
        double sum = 0;
        for (int i = 0; i < taps; i++) {
            double x = (i - middle) / ratio;
            filter[i] = sinc(x) * kaiser((i - middle) / (middle + 0.5));
            sum += filter[i];
        }
        for (int i = 0; i < taps; i++) {
            filter[i] *= gain / sum;
        }
        return filter;
    }

    /** Every {@code step}-th coefficient from {@code phase} on, last first, in fixed point, its sum exactly 1. */
    static int[] phase(double[] filter, int phase, int step) {
        int taps = filter.length / step;
        double sum = 0;
        for (int k = 0; k < taps; k++) {
            sum += filter[phase + k * step];
        }
        int[] fixed = new int[taps];
        int total = 0;
        for (int k = 0; k < taps; k++) {
            int value = (int) Math.round(filter[phase + k * step] / sum * (1 << FRACTION_BITS));
            fixed[taps - 1 - k] = value;
            total += value;
        }
        fixed[taps / 2] += (1 << FRACTION_BITS) - total; // what rounding left over: no phase may have a gain of its own
        return fixed;
    }

    private static double sinc(double x) {
        return x == 0 ? 1 : Math.sin(Math.PI * x) / (Math.PI * x);
    }

    private static double kaiser(double x) {
        return bessel(KAISER_BETA * Math.sqrt(Math.max(0, 1 - x * x))) / bessel(KAISER_BETA);
    }

    /** Modified Bessel function of the first kind, order 0. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; k < 40; k++) {
            term *= x / (2 * k) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
