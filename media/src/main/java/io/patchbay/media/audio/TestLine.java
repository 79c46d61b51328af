package io.patchbay.media.audio;

/** What a phone hears in place of the others, so that whoever called can measure. */
public enum TestLine {
    /** Itself, decoded and encoded again, behind the jitter buffer. */
    ECHO,
    /** 1004 Hz at 0 dBm0 (the digital milliwatt of ITU-T G.711, at the frequency of test lines). */
    MILLIWATT,
    /** Every 20 ms the next of 16 tones, 400 to 1900 Hz in steps of 100, at -10 dBm0; each a whole number of cycles. */
    SEQUENCE,
    /** Nothing. */
    SILENCE;

    static final int STEPS = 16;

    private static final int FIRST_HERTZ = 400;
    private static final int STEP_HERTZ = 100;
    private static final int MILLIWATT_HERTZ = 1_004; // 251 cycles in a quarter of a second
    private static final double MILLIWATT_PEAK = 22_386; // full scale is a sine of +3.14 (A-law) or +3.17 dBm0 (u-law)

    /** The pitch of step {@code number} of {@link #SEQUENCE}, in Hz. */
    public static int hertzOf(int number) {
        return FIRST_HERTZ + STEP_HERTZ * Math.floorMod(number, STEPS);
    }

    /** One round of it, at {@code rate}: a whole number of 20 ms frames, or of cycles. Null where it is no sound of its own. */
    short[] round(SampleRate rate) {
        return switch (this) {
            case MILLIWATT -> milliwatt(rate);
            case SEQUENCE -> sequence(rate);
            case SILENCE -> new short[rate.frame()];
            case ECHO -> null;
        };
    }

    private static short[] milliwatt(SampleRate rate) {
        short[] round = new short[rate.hertz() / 4];
        fill(round, 0, round.length, MILLIWATT_HERTZ, MILLIWATT_PEAK, rate);
        return round;
    }

    private static short[] sequence(SampleRate rate) {
        short[] round = new short[STEPS * rate.frame()];
        for (int step = 0; step < STEPS; step++) {
            fill(round, step * rate.frame(), rate.frame(), hertzOf(step), MILLIWATT_PEAK * Math.pow(10, -0.5), rate);
        }
        return round;
    }

    private static void fill(short[] out, int from, int count, int hertz, double peak, SampleRate rate) {
        for (int i = 0; i < count; i++) {
            out[from + i] = (short) Math.round(peak * Math.sin(2 * Math.PI * hertz * i / rate.hertz()));
        }
    }
}
