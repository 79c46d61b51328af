package io.patchbay.media.codec;

/** The two laws of ITU-T G.711, as tables between 16-bit samples and octets. */
enum G711 {
    MU_LAW {
        @Override
        int octet(int magnitude, boolean negative) {
            int biased = Math.min(magnitude + MU_BIAS, MU_CLIP); // 14 bits, at least 33
            int segment = 26 - Integer.numberOfLeadingZeros(biased); // 0 to 7
            int step = biased >> segment + 1 & 0x0F;
            return ~((negative ? 0x80 : 0) | segment << 4 | step) & 0xFF; // G.711 §3.2: all bits inverted
        }

        @Override
        int sample(int octet) {
            int code = ~octet & 0xFF;
            int segment = code >> 4 & 7;
            int magnitude = (((code & 0x0F) << 1) + MU_BIAS << segment) - MU_BIAS;
            return ((code & 0x80) != 0 ? -magnitude : magnitude) << 2;
        }

        @Override
        int droppedBits() {
            return 2; // of 16, 14 count
        }
    },

    A_LAW {
        @Override
        int octet(int magnitude, boolean negative) {
            int segment = Math.max(0, 28 - Integer.numberOfLeadingZeros(magnitude)); // 0 to 7; 12 bits of magnitude
            int step = segment == 0 ? magnitude & 0x0F : magnitude >> segment - 1 & 0x0F;
            return ((negative ? 0 : 0x80) | segment << 4 | step) ^ 0x55; // G.711 §3.1: even bits inverted
        }

        @Override
        int sample(int octet) {
            int code = octet ^ 0x55;
            int segment = code >> 4 & 7;
            int step = (code & 0x0F) << 1 | 1; // the middle of the step
            int magnitude = segment == 0 ? step : step + 0x20 << segment - 1;
            return ((code & 0x80) != 0 ? magnitude : -magnitude) << 3;
        }

        @Override
        int droppedBits() {
            return 4; // sign and 12 bits of magnitude count, of which the lowest decides the rounding only
        }
    };

    private static final int MU_BIAS = 33;
    private static final int MU_CLIP = 0x1FFF;

    private final short[] samples = new short[256];
    private final int shift = droppedBits();
    private final byte[] positive = new byte[(Short.MAX_VALUE >> shift) + 1];
    private final byte[] negative = new byte[positive.length];

    G711() {
        for (int octet = 0; octet < samples.length; octet++) {
            samples[octet] = (short) sample(octet);
        }
        for (int magnitude = 0; magnitude < positive.length; magnitude++) {
            positive[magnitude] = (byte) octet(magnitude, false);
            negative[magnitude] = (byte) octet(magnitude, true);
        }
    }

    /** @param magnitude of the sample (of its complement, if negative) without the dropped bits */
    abstract int octet(int magnitude, boolean negative);

    abstract int sample(int octet);

    abstract int droppedBits();

    short decode(byte octet) {
        return samples[octet & 0xFF];
    }

    byte encode(short sample) {
        return sample >= 0 ? positive[sample >> shift] : negative[~sample >> shift];
    }
}
