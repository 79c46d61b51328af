package io.patchbay.media.codec;

import static io.patchbay.media.codec.G722Band.saturate;

import java.util.Arrays;

/** ITU-T G.722 at 64 kbit/s: two samples of 16 kHz for each octet. Lost packets are concealed. Belongs to one thread. */
final class G722Decoder implements AudioDecoder {
    private static final int SAMPLE_RATE = 16_000;
    private static final int MAX_OCTETS = SAMPLE_RATE / 2 / 1000 * MAX_PACKET_MILLIS;
    private static final int LIMIT = 16_383; // LIMIT: the sub-band signals have 15 bits

    /** Output of the 60-level lower-band quantizer, in 1/32768 of the scale factor (QM6). */
    private static final int[] QM6 = {
        -136, -136, -136, -136, -24808, -21904, -19008, -16704, -14984, -13512, -12280, -11192, -10232, -9360, -8576,
        -7856, -7192, -6576, -6000, -5456, -4944, -4464, -4008, -3576, -3168, -2776, -2400, -2032, -1688, -1360, -1040,
        -728, 24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000, 5456,
        4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728, 432, 136, -432, -136
    };

    private final G722Band lower = G722Band.lower();
    private final G722Band higher = G722Band.higher();
    private final int[] past = new int[G722Tables.QMF_LENGTH]; // of the receive filter, latest at the end
    private final LossConcealment concealment = new LossConcealment(SAMPLE_RATE);

    @Override
    public int sampleRate() {
        return SAMPLE_RATE;
    }

    @Override
    public int samples(byte[] payload, int offset, int length) {
        return length >= 1 && length <= MAX_OCTETS ? 2 * length : -1;
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm) {
        if (samples(payload, offset, length) < 0) {
            return -1;
        }
        for (int i = 0; i < length; i++) {
            decode(payload[offset + i] & 0xFF, pcm, 2 * i);
        }
        concealment.received(pcm, 2 * length);
        return 2 * length;
    }

    private void decode(int octet, short[] pcm, int at) {
        int low = decodeLower(octet & 0x3F);
        int high = decodeHigher(octet >> 6);
        System.arraycopy(past, 2, past, 0, past.length - 2);
        past[past.length - 2] = low + high;
        past[past.length - 1] = low - high;
        int second = 0;
        int first = 0;
        for (int i = 0; i < G722Tables.QMF.length; i++) {
            second += past[2 * i] * G722Tables.QMF[i];
            first += past[2 * i + 1] * G722Tables.QMF[G722Tables.QMF.length - 1 - i];
        }
        pcm[at] = (short) saturate(first >> 11);
        pcm[at + 1] = (short) saturate(second >> 11);
    }

    /** Blocks 2L to 6L: output by all six bits, adaptation by the upper four. */
    private int decodeLower(int code) {
        int r = limit(lower.s() + (lower.det() * QM6[code] >> 15));
        int dq = lower.det() * G722Tables.QM4[code >> 2] >> 15;
        lower.adaptScale(G722Tables.lowerMultiplier(code >> 2));
        lower.predict(dq);
        return r;
    }

    /** Blocks 2H to 5H. */
    private int decodeHigher(int code) {
        int dq = higher.det() * G722Tables.QM2[code] >> 15;
        int r = limit(higher.s() + dq);
        higher.adaptScale(G722Tables.higherMultiplier(code));
        higher.predict(dq);
        return r;
    }

    private static int limit(int value) {
        return Math.max(-LIMIT - 1, Math.min(LIMIT, value));
    }

    @Override
    public int conceal(short[] pcm, int samples) {
        concealment.conceal(pcm, samples);
        return samples;
    }

    @Override
    public void reset() {
        lower.reset();
        higher.reset();
        Arrays.fill(past, 0);
        concealment.reset();
    }

    @Override
    public void close() {
        // nothing native
    }
}
