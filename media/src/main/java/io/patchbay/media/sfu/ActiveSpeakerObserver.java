package io.patchbay.media.sfu;

/** Tells who speaks, by the producers' audio-level header extension (RFC 6464). Belongs to the router's loop. */
public final class ActiveSpeakerObserver implements AutoCloseable {
    ActiveSpeakerObserver() {}

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
