package io.patchbay.media.codec;

/** Encodes one stream, mono, at one sample rate. Holds state (and native memory): one per stream, used by one thread. */
public interface AudioEncoder extends AutoCloseable {

    /** No encoder writes more bytes for one packet than this. */
    int MAX_PAYLOAD = 1275;

    /** Samples a second of what goes in. */
    int sampleRate();

    /**
     * Encodes {@code samples} samples from index 0 of {@code pcm}: 10, 20, 40 or 60 ms of them.
     *
     * @param out must have room for {@value #MAX_PAYLOAD} bytes from {@code offset} on
     * @return bytes written from {@code offset} on; 0 where nothing need be sent (DTX)
     */
    int encode(short[] pcm, int samples, byte[] out, int offset);

    /** Tells how many packets of a hundred the way loses, 0 to 100: Opus spends bits on FEC accordingly, others ignore it. */
    default void expectPacketLoss(int percent) {}

    /** Forgets the past, as for a new stream. */
    void reset();

    /** Frees native memory. Closing twice is allowed; any other call after it throws IllegalStateException. */
    @Override
    void close();
}
