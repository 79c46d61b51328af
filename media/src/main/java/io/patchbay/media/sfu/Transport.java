package io.patchbay.media.sfu;

/**
 * A way in and out of a router, and the owner of the producers and consumers on it. Belongs to the router's loop, as they
 * do.
 */
public abstract class Transport implements AutoCloseable {
    Transport() {}

    public String id() {
        throw new UnsupportedOperationException();
    }

    /**
     * Takes a stream in.
     *
     * @throws RtpParametersException where the parameters contradict themselves, or another producer of this transport
     * @throws UnsupportedRtpException where the router has none of its codecs
     */
    public Producer produce(ProducerOptions options) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends a producer's stream out.
     *
     * @throws IllegalArgumentException where the router has no such producer
     * @throws UnsupportedRtpException where the receiver has none of its codecs
     */
    public Consumer consume(ConsumerOptions options) {
        throw new UnsupportedOperationException();
    }

    public void addListener(TransportListener listener) {
        throw new UnsupportedOperationException();
    }

    public boolean closed() {
        throw new UnsupportedOperationException();
    }

    /** Ends it, its producers and its consumers. Closing twice is allowed. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    public abstract TransportDump dump();

    public TransportStats stats() {
        throw new UnsupportedOperationException();
    }
}
