package io.patchbay.media.codec;

/** Decodes one stream, mono, at one sample rate. Holds state (and native memory): one per stream, used by one thread. */
public interface AudioDecoder extends AutoCloseable {

    /** The longest packet, in milliseconds, that {@link #decode} takes. */
    int MAX_PACKET_MILLIS = 120;

    /** Samples a second of what comes out. */
    int sampleRate();

    /**
     * How many samples {@link #decode} would write for this payload, told from its length and first byte alone.
     *
     * @return -1 where the payload makes no sense
     */
    int samples(byte[] payload, int offset, int length);

    /**
     * Decodes one packet's payload.
     *
     * @param pcm takes the samples from index 0; {@value #MAX_PACKET_MILLIS} ms of them must fit
     * @return samples written, or -1 where the payload makes no sense
     */
    int decode(byte[] payload, int offset, int length, short[] pcm);

    /**
     * Makes up for the packet before this one, which did not come, from what this payload carries of it (Opus in-band FEC).
     * Where it carries nothing, as {@link #conceal}. Call {@link #decode} with the same payload next.
     *
     * @param samples length of the packet that did not come
     * @return samples written
     */
    default int decodeFec(byte[] payload, int offset, int length, short[] pcm, int samples) {
        return conceal(pcm, samples);
    }

    /**
     * Makes up {@code samples} samples for a packet that did not come.
     *
     * @param samples at most {@value #MAX_PACKET_MILLIS} ms
     * @return samples written
     */
    int conceal(short[] pcm, int samples);

    /** Forgets the past, as for a new stream. */
    void reset();

    /** Frees native memory. Closing twice is allowed; any other call after it throws IllegalStateException. */
    @Override
    void close();
}
