package io.patchbay.media.sfu;

/** Tells how loud producers are, by their audio-level header extension (RFC 6464). Belongs to the router's loop. */
public final class AudioLevelObserver implements AutoCloseable {
    AudioLevelObserver() {}

    public void addProducer(Producer producer) {
        throw new UnsupportedOperationException();
    }

    public void removeProducer(Producer producer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
