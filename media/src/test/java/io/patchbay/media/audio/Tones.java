package io.patchbay.media.audio;

/** Test tones and how loud they are in what was heard. */
public final class Tones {
    private Tones() {}

    /** A sine of {@code hertz} whose first sample is number {@code from} of an endless one. */
    public static short[] sine(double hertz, int rate, double dbov, long from, int count) {
        double peak = 32_768 * Math.pow(10, dbov / 20) * Math.sqrt(2);
        short[] pcm = new short[count];
        for (int i = 0; i < count; i++) {
            pcm[i] = (short) Math.round(peak * Math.sin(2 * Math.PI * hertz * (from + i) / rate));
        }
        return pcm;
    }

    /** Level of the component of {@code hertz} in dBov (Goertzel, Hann window). */
    public static double dbov(short[] pcm, int from, int count, double hertz, int rate) {
        double w = 2 * Math.PI * hertz / rate;
        double re = 0;
        double im = 0;
        double sum = 0;
        for (int i = 0; i < count; i++) {
            double window = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / count);
            sum += window;
            re += window * pcm[from + i] * Math.cos(w * i);
            im += window * pcm[from + i] * Math.sin(w * i);
        }
        double peak = 2 * Math.sqrt(re * re + im * im) / sum;
        return 20 * Math.log10(Math.max(1e-6, peak / Math.sqrt(2) / 32_768));
    }

    /** The greatest second difference: how sharp the sharpest corner is. A click is far sharper than any tone played. */
    public static int sharpest(short[] pcm, int from, int to) {
        int sharpest = 0;
        for (int i = from + 2; i < to; i++) {
            sharpest = Math.max(sharpest, Math.abs(pcm[i] - 2 * pcm[i - 1] + pcm[i - 2]));
        }
        return sharpest;
    }

    /** Of a sine, by the same measure. */
    public static int sharpestOf(double hertz, int rate, double dbov) {
        double peak = 32_768 * Math.pow(10, dbov / 20) * Math.sqrt(2);
        return (int) Math.ceil(peak * Math.pow(2 * Math.PI * hertz / rate, 2)) + 2;
    }

    static short[] sum(short[] a, short[] b) {
        short[] both = a.clone();
        for (int i = 0; i < both.length; i++) {
            both[i] += b[i];
        }
        return both;
    }

    static short[] concat(short[] a, short[] b) {
        short[] both = java.util.Arrays.copyOf(a, a.length + b.length);
        System.arraycopy(b, 0, both, a.length, b.length);
        return both;
    }
}
