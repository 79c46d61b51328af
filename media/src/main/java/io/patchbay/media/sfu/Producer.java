package io.patchbay.media.sfu;

import io.patchbay.media.rtp.RtpPacket;

/** A stream that comes into a router. Belongs to the router's loop. */
public final class Producer implements AutoCloseable {
    Producer() {}

    public String id() {
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

    public void pause() {
        throw new UnsupportedOperationException();
    }

    public void resume() {
        throw new UnsupportedOperationException();
    }

    /**
     * Sends a packet of an in-process sender, with the SSRC, payload type and extension ids of {@link #rtpParameters()}. The
     * packet is on loan: it is free again when this returns, with its contents untouched.
     *
     * @throws IllegalStateException where the producer's transport is not a {@link DirectTransport}
     */
    public void send(RtpPacket packet) {
        throw new UnsupportedOperationException();
    }

    /** How many consumers take packets now (neither closed nor paused). */
    public int activeConsumers() {
        throw new UnsupportedOperationException();
    }

    public void addListener(ProducerListener listener) {
        throw new UnsupportedOperationException();
    }

    public void removeListener(ProducerListener listener) {
        throw new UnsupportedOperationException();
    }

    public boolean closed() {
        throw new UnsupportedOperationException();
    }

    /** Ends it and its consumers. Closing twice is allowed. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    public ProducerDump dump() {
        throw new UnsupportedOperationException();
    }

    public ProducerStats stats() {
        throw new UnsupportedOperationException();
    }
}
