package io.patchbay.media.codec;

/** G.711: an octet for each sample of 8 kHz. */
final class G711Encoder implements AudioEncoder {
    private final G711 law;

    G711Encoder(G711 law) {
        this.law = law;
    }

    @Override
    public int sampleRate() {
        return 8_000;
    }

    @Override
    public int encode(short[] pcm, int samples, byte[] out, int offset) {
        for (int i = 0; i < samples; i++) {
            out[offset + i] = law.encode(pcm[i]);
        }
        return samples;
    }

    @Override
    public void reset() {
        // every sample stands alone
    }

    @Override
    public void close() {
        // nothing native
    }
}
