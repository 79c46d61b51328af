package io.patchbay.media.codec;

/** Decodes one stream, mono, at one sample rate. Holds state (and native memory): one per stream, used by one thread. */
public interface AudioDecoder extends AutoCloseable {

    /** Samples a second of what comes out. */
    int sampleRate();

    /**
     * Decodes one packet's payload.
     *
     * @param pcm takes the samples from index 0; 120 ms of them must fit
     * @return samples written, or -1 where the payload makes no sense
     */
    int decode(byte[] payload, int offset, int length, short[] pcm);

    /**
     * Makes up {@code samples} samples for a packet that did not come.
     *
     * @return samples written
     */
    int conceal(short[] pcm, int samples);

    @Override
    void close();
}
