package io.patchbay.media.codec;

/** Encodes one stream, mono, at one sample rate. Holds state (and native memory): one per stream, used by one thread. */
public interface AudioEncoder extends AutoCloseable {

    /** Samples a second of what goes in. */
    int sampleRate();

    /**
     * Encodes {@code samples} samples from index 0 of {@code pcm}: 10, 20, 40 or 60 ms of them.
     *
     * @return bytes written from {@code offset} on; 0 where nothing need be sent (DTX)
     */
    int encode(short[] pcm, int samples, byte[] out, int offset);

    @Override
    void close();
}
