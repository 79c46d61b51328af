package io.patchbay.media.codec;

/** The tables of ITU-T G.722 that encoder and decoder share. */
final class G722Tables {
    /** Half of the 24 coefficients of the quadrature mirror filters, which are symmetric (§3.1, table 11). */
    static final int[] QMF = {3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11};

    static final int QMF_LENGTH = 24;

    /** Output of the 4-bit lower-band quantizer, in 1/32768 of the scale factor (QM4). */
    static final int[] QM4 = {
        0, -20456, -12896, -8968, -6288, -4240, -2584, -1200, 20456, 12896, 8968, 6288, 4240, 2584, 1200, 0
    };

    /** Output of the higher-band quantizer (QM2). */
    static final int[] QM2 = {-7408, -1616, 7408, 1616};

    private static final int[] RL42 = {0, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1, 0};
    private static final int[] WL = {-60, -30, 58, 172, 334, 538, 1198, 3042};
    private static final int[] RH2 = {2, 1, 2, 1};
    private static final int[] WH = {0, -214, 798};

    private G722Tables() {}

    /** Scale factor multiplier of the lower band for a 4-bit code word. */
    static int lowerMultiplier(int code) {
        return WL[RL42[code]];
    }

    /** Scale factor multiplier of the higher band for a 2-bit code word. */
    static int higherMultiplier(int code) {
        return WH[RH2[code]];
    }
}
