package io.patchbay.media.codec;

/** G.711 with the loss concealment of its Appendix I. */
final class G711Decoder implements AudioDecoder {
    private static final int SAMPLE_RATE = 8_000;
    private static final int MAX_SAMPLES = SAMPLE_RATE / 1000 * MAX_PACKET_MILLIS;

    private final G711 law;
    private final LossConcealment concealment = new LossConcealment(SAMPLE_RATE);

    G711Decoder(G711 law) {
        this.law = law;
    }

    @Override
    public int sampleRate() {
        return SAMPLE_RATE;
    }

    @Override
    public int samples(byte[] payload, int offset, int length) {
        return length >= 1 && length <= MAX_SAMPLES ? length : -1;
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm) {
        if (samples(payload, offset, length) < 0) {
            return -1;
        }
        for (int i = 0; i < length; i++) {
            pcm[i] = law.decode(payload[offset + i]);
        }
        concealment.received(pcm, length);
        return length;
    }

    @Override
    public int conceal(short[] pcm, int samples) {
        concealment.conceal(pcm, samples);
        return samples;
    }

    @Override
    public void reset() {
        concealment.reset();
    }

    @Override
    public void close() {
        // nothing native
    }
}
