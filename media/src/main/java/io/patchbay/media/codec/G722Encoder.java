package io.patchbay.media.codec;

import static io.patchbay.media.codec.G722Band.saturate;

import java.util.Arrays;

/** ITU-T G.722 at 64 kbit/s: an octet for each two samples of 16 kHz. Belongs to one thread. */
final class G722Encoder implements AudioEncoder {
    /** Decision levels of the 60-level lower-band quantizer (Q6). */
    private static final int[] Q6 = {
        0, 35, 72, 110, 150, 190, 233, 276, 323, 370, 422, 473, 530, 587, 650, 714, 786, 858, 940, 1023, 1121, 1219,
        1339, 1458, 1612, 1765, 1980, 2195, 2557, 2919
    };

    private static final int HIGHER_DECISION = 564; // Q2

    private final G722Band lower = G722Band.lower();
    private final G722Band higher = G722Band.higher();
    private final int[] past = new int[G722Tables.QMF_LENGTH]; // of the transmit filter, latest at the end

    @Override
    public int sampleRate() {
        return 16_000;
    }

    @Override
    public int encode(short[] pcm, int samples, byte[] out, int offset) {
        int octets = samples / 2;
        for (int i = 0; i < octets; i++) {
            out[offset + i] = (byte) encode(pcm[2 * i], pcm[2 * i + 1]);
        }
        return octets;
    }

    private int encode(int first, int second) {
        System.arraycopy(past, 2, past, 0, past.length - 2);
        past[past.length - 2] = first;
        past[past.length - 1] = second;
        int odd = 0;
        int even = 0;
        for (int i = 0; i < G722Tables.QMF.length; i++) {
            odd += past[2 * i] * G722Tables.QMF[i];
            even += past[2 * i + 1] * G722Tables.QMF[G722Tables.QMF.length - 1 - i];
        }
        int low = encodeLower(even + odd >> 14);
        int high = encodeHigher(even - odd >> 14);
        return high << 6 | low;
    }

    /** Blocks 1L to 4L; a 6-bit code word. */
    private int encodeLower(int x) {
        int e = saturate(x - lower.s());
        int magnitude = e >= 0 ? e : ~e;
        int level = 1;
        while (level < Q6.length && magnitude >= Q6[level] * lower.det() >> 12) {
            level++;
        }
        int code;
        if (e >= 0) {
            code = 62 - level; // ILP: 61 down to 32
        } else {
            code = level <= 2 ? 64 - level : 34 - level; // ILN: 63, 62, 31 down to 4
        }
        int dq = lower.det() * G722Tables.QM4[code >> 2] >> 15;
        lower.adaptScale(G722Tables.lowerMultiplier(code >> 2));
        lower.predict(dq);
        return code;
    }

    /** Blocks 1H to 4H; a 2-bit code word. */
    private int encodeHigher(int x) {
        int e = saturate(x - higher.s());
        int magnitude = e >= 0 ? e : ~e;
        boolean large = magnitude >= HIGHER_DECISION * higher.det() >> 12;
        int code = e >= 0 ? (large ? 2 : 3) : (large ? 0 : 1); // IHP, IHN
        int dq = higher.det() * G722Tables.QM2[code] >> 15;
        higher.adaptScale(G722Tables.higherMultiplier(code));
        higher.predict(dq);
        return code;
    }

    @Override
    public void reset() {
        lower.reset();
        higher.reset();
        Arrays.fill(past, 0);
    }

    @Override
    public void close() {
        // nothing native
    }
}
