package io.patchbay.media.sfu;

import io.patchbay.media.loop.MediaLoop;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * The embedded SFU of this process: the WebRTC ports of each media loop, the DTLS certificate, the handshake pool. Any
 * thread, unless said otherwise.
 */
public final class SfuNode implements AutoCloseable {
    private SfuNode() {}

    /**
     * Binds the ports of every loop and begins to prime the SRTP ciphers.
     *
     * @throws IOException where a port is taken; the message names it, and nothing stays open
     */
    public static SfuNode start(SfuConfig config, List<MediaLoop> loops) throws IOException {
        throw new UnsupportedOperationException();
    }

    /** Completes when the ciphers are primed, some seconds after the start: calls before that would stutter. */
    public CompletableFuture<Void> primed() {
        throw new UnsupportedOperationException();
    }

    /** Makes a router with the usual codecs (Opus, VP8, H.264) on {@code loop}, one of those given. On that loop only. */
    public Router createRouter(MediaLoop loop) {
        throw new UnsupportedOperationException();
    }

    /** The UDP and TCP port of {@code loop}. */
    public int port(MediaLoop loop) {
        throw new UnsupportedOperationException();
    }

    public SfuGauges gauges() {
        throw new UnsupportedOperationException();
    }

    /** Closes the ports and every router. Not on a loop. */
    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
