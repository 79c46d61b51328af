package io.patchbay.testbeds.phone;

/** ITU-T G.711, both laws, by the segments of the recommendation. */
final class G711 {
    private static final int BIAS = 0x84;
    private static final int CLIP = 32_635;

    private G711() {}

    static byte toUlaw(short sample) {
        int sign = sample < 0 ? 0x80 : 0;
        int magnitude = Math.min(Math.abs((int) sample), CLIP) + BIAS;
        int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
        segment = Math.max(0, segment);
        int mantissa = magnitude >> (segment + 3) & 0x0f;
        return (byte) ~(sign | segment << 4 | mantissa);
    }

    static short fromUlaw(byte code) {
        int bits = ~code & 0xff;
        int magnitude = ((bits & 0x0f) << 3) + BIAS << (bits >> 4 & 7);
        int sample = magnitude - BIAS;
        return (short) ((bits & 0x80) != 0 ? -sample : sample);
    }

    static byte toAlaw(short sample) {
        int sign = sample >= 0 ? 0x80 : 0;
        int magnitude = Math.min(sample >= 0 ? sample : -sample - 1, 32_767);
        int code;
        if (magnitude < 256) {
            code = magnitude >> 4;
        } else {
            int segment = 24 - Integer.numberOfLeadingZeros(magnitude);
            code = segment << 4 | magnitude >> (segment + 3) & 0x0f;
        }
        return (byte) ((sign | code) ^ 0x55);
    }

    static short fromAlaw(byte code) {
        int bits = (code ^ 0x55) & 0xff;
        int segment = bits >> 4 & 7;
        int magnitude = segment == 0 ? ((bits & 0x0f) << 4) + 8 : ((bits & 0x0f) << 4) + 0x108 << (segment - 1);
        return (short) ((bits & 0x80) != 0 ? magnitude : -magnitude);
    }
}
