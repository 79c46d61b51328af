package io.patchbay.media.audio;

/** The noise that a phone asks for while it sends nothing (RFC 3389): its level only, not its spectrum. Belongs to one thread. */
final class ComfortNoise {
    /** Static payload type (RFC 3551 §6). */
    static final int PAYLOAD_TYPE = 13;

    static final int CLOCK_RATE = 8_000;

    private static final int LOUDEST_DBOV = -40; // no phone's background is to be louder than that
    private static final double UNIFORM = Math.sqrt(3); // peak of evenly spread samples over their root mean square
    private static final double LOW_PASS_LOSS = Math.sqrt(3); // of the filter below

    private int seed = 0x2545F491;
    private int amplitude;
    private int previous;

    /** Takes a comfort noise payload: the first byte is the level in -dBov (RFC 3389 §3.1). */
    void describe(byte[] payload, int length) {
        int dbov = length == 0 ? LevelMeter.SILENCE : -(payload[0] & 0x7F);
        amplitude = (int) (amplitude(Math.min(LOUDEST_DBOV, dbov)) * UNIFORM * LOW_PASS_LOSS);
    }

    /** The root mean square of what is {@code dbov} loud. */
    private static double amplitude(int dbov) {
        return 32_768 * Math.pow(10, dbov / 20.0);
    }

    /** Writes {@code count} samples to {@code out} from {@code at} on. */
    void fill(short[] out, int at, int count) {
        for (int i = at; i < at + count; i++) {
            seed = seed * 1_664_525 + 1_013_904_223;
            int white = (int) ((long) amplitude * (seed >> 16) >> 15);
            previous = (previous + white) / 2; // soft rather than hissing
            out[i] = (short) previous;
        }
    }
}
