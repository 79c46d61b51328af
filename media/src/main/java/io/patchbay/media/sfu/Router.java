package io.patchbay.media.sfu;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Forwards every producer's packets to its consumers. Belongs to one media loop, and so does everything it makes. */
public final class Router implements AutoCloseable {
    Router() {}

    public String id() {
        throw new UnsupportedOperationException();
    }

    public RtpCapabilities rtpCapabilities() {
        throw new UnsupportedOperationException();
    }

    public WebRtcTransport createWebRtcTransport(WebRtcTransportOptions options) {
        throw new UnsupportedOperationException();
    }

    /** @throws IOException where the port cannot be bound */
    public PlainTransport createPlainTransport(PlainTransportOptions options) throws IOException {
        throw new UnsupportedOperationException();
    }

    public DirectTransport createDirectTransport() {
        throw new UnsupportedOperationException();
    }

    public AudioLevelObserver createAudioLevelObserver(AudioLevelObserverOptions options, AudioLevelListener listener) {
        throw new UnsupportedOperationException();
    }

    /** @param interval between two looks at who speaks, 100 ms to 5 s; 300 ms is usual */
    public ActiveSpeakerObserver createActiveSpeakerObserver(Duration interval, ActiveSpeakerListener listener) {
        throw new UnsupportedOperationException();
    }

    public Optional<Producer> producer(String id) {
        throw new UnsupportedOperationException();
    }

    /** Whether a receiver with {@code capabilities} can take the producer's stream; false for an unknown producer too. */
    public boolean canConsume(String producerId, RtpCapabilities capabilities) {
        throw new UnsupportedOperationException();
    }

    public boolean closed() {
        throw new UnsupportedOperationException();
    }

    /** Ends it and everything in it. Closing twice is allowed. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }

    public RouterDump dump() {
        throw new UnsupportedOperationException();
    }
}
