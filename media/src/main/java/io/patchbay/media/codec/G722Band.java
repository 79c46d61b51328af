package io.patchbay.media.codec;

import java.util.Arrays;

/**
 * One sub-band's ADPCM state of ITU-T G.722: the predictor with two poles and six zeros (§3.6.1 to §3.6.5) and the adaptive
 * scale factor (§3.5). Encoder and decoder run the same. Names follow the Recommendation.
 */
final class G722Band {
    // §3.5, table 12: 2048 * 2^(i/32)
    private static final int[] ILB = {
        2048, 2093, 2139, 2186, 2233, 2282, 2332, 2383, 2435, 2489, 2543, 2599, 2656, 2714, 2774, 2834,
        2896, 2960, 3025, 3091, 3158, 3228, 3298, 3371, 3444, 3520, 3597, 3676, 3756, 3838, 3922, 4008
    };

    private final int initialDet;
    private final int maxNb; // upper limit of the logarithmic scale factor
    private final int scaleShift;

    private int nb; // logarithmic scale factor
    private int det; // scale factor
    private int s; // predicted signal
    private int sz; // its part from the zeros
    private int a1;
    private int a2;
    private int r1; // reconstructed signal, one and two samples ago
    private int r2;
    private int p1; // partially reconstructed signal, one and two samples ago
    private int p2;
    private final int[] b = new int[6];
    private final int[] d = new int[6]; // quantized difference signal, one to six samples ago

    private G722Band(int initialDet, int maxNb, int scaleShift) {
        this.initialDet = initialDet;
        this.maxNb = maxNb;
        this.scaleShift = scaleShift;
        reset();
    }

    static G722Band lower() {
        return new G722Band(32, 18_432, 8);
    }

    static G722Band higher() {
        return new G722Band(8, 22_528, 10);
    }

    void reset() {
        nb = 0;
        det = initialDet;
        s = sz = a1 = a2 = r1 = r2 = p1 = p2 = 0;
        Arrays.fill(b, 0);
        Arrays.fill(d, 0);
    }

    /** Scale factor of the quantizer. */
    int det() {
        return det;
    }

    /** The predicted signal. */
    int s() {
        return s;
    }

    /** Adapts the scale factor by the multiplier that the code word has (blocks 3L and 3H). */
    void adaptScale(int multiplier) {
        nb = Math.max(0, Math.min(maxNb, (nb * 127 >> 7) + multiplier)); // LOGSCL, LOGSCH
        int wd2 = scaleShift - (nb >> 11); // SCALEL, SCALEH
        int wd1 = ILB[nb >> 6 & 31];
        det = (wd2 < 0 ? wd1 << -wd2 : wd1 >> wd2) << 2;
    }

    /** Adapts the predictor by the quantized difference {@code dq} and predicts the next sample (blocks 4L and 4H). */
    void predict(int dq) {
        int r = saturate(s + dq); // RECONS
        int p = saturate(sz + dq); // PARREC
        int ap2 = secondPole(p);
        int ap1 = firstPole(p, ap2);
        adaptZeros(dq);
        a1 = ap1;
        a2 = ap2;
        System.arraycopy(d, 0, d, 1, 5);
        d[0] = dq;
        r2 = r1;
        r1 = r;
        p2 = p1;
        p1 = p;
        int sp = saturate((a1 * saturate(r1 + r1) >> 15) + (a2 * saturate(r2 + r2) >> 15)); // FILTEP
        sz = 0; // FILTEZ
        for (int i = 0; i < 6; i++) {
            sz += b[i] * saturate(d[i] + d[i]) >> 15;
        }
        sz = saturate(sz);
        s = saturate(sp + sz); // PREDIC
    }

    /** UPPOL2. */
    private int secondPole(int p) {
        int wd1 = saturate(a1 << 2);
        int wd2 = sameSign(p, p1) ? -wd1 : wd1;
        int wd3 = (Math.min(wd2, 32_767) >> 7) + (sameSign(p, p2) ? 128 : -128) + (a2 * 32_512 >> 15);
        return Math.max(-12_288, Math.min(12_288, wd3));
    }

    /** UPPOL1. */
    private int firstPole(int p, int ap2) {
        int wd = saturate((sameSign(p, p1) ? 192 : -192) + (a1 * 32_640 >> 15));
        int limit = saturate(15_360 - ap2);
        return Math.max(-limit, Math.min(limit, wd));
    }

    /** UPZERO. */
    private void adaptZeros(int dq) {
        int wd1 = dq == 0 ? 0 : 128;
        for (int i = 0; i < 6; i++) {
            int wd2 = sameSign(dq, d[i]) ? wd1 : -wd1;
            b[i] = saturate(wd2 + (b[i] * 32_640 >> 15));
        }
    }

    private static boolean sameSign(int a, int b) {
        return (a ^ b) >= 0;
    }

    static int saturate(int value) {
        return Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
    }
}
