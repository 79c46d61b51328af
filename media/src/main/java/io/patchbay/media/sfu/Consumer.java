package io.patchbay.media.sfu;

import io.patchbay.media.rtp.RtpSink;

/** A producer's stream as one receiver gets it. Belongs to the router's loop. */
public final class Consumer implements AutoCloseable {
    Consumer() {}

    public String id() {
        throw new UnsupportedOperationException();
    }

    public String producerId() {
        throw new UnsupportedOperationException();
    }

    public MediaKind kind() {
        throw new UnsupportedOperationException();
    }

    public RtpParameters rtpParameters() {
        throw new UnsupportedOperationException();
    }

    public boolean paused() {
        throw new UnsupportedOperationException();
    }

    public boolean producerPaused() {
        throw new UnsupportedOperationException();
    }

    public void pause() {
        throw new UnsupportedOperationException();
    }

    /** Lets packets through; video begins with a key frame, which is asked for. */
    public void resume() {
        throw new UnsupportedOperationException();
    }

    /** Asks the producer for a key frame; at most one a second goes out to it. */
    public void requestKeyFrame() {
        throw new UnsupportedOperationException();
    }

    /**
     * Where the packets of a consumer on a {@link DirectTransport} go. They are on loan.
     *
     * @throws IllegalStateException where the consumer's transport is another
     */
    public void sink(RtpSink sink) {
        throw new UnsupportedOperationException();
    }

    public void addListener(ConsumerListener listener) {
        throw new UnsupportedOperationException();
    }

    public boolean closed() {
        throw new UnsupportedOperationException();
    }

    /** Closing twice is allowed. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    public ConsumerDump dump() {
        throw new UnsupportedOperationException();
    }

    public ConsumerStats stats() {
        throw new UnsupportedOperationException();
    }
}
