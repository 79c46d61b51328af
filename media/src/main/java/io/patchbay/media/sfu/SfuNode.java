package io.patchbay.media.sfu;

import io.patchbay.media.dtls.DtlsIdentity;
import io.patchbay.media.dtls.HandshakePool;
import io.patchbay.media.ice.IceWarmUp;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.srtp.SrtpCiphers;
import java.io.IOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The embedded SFU of this process: the WebRTC ports of each media loop, the DTLS certificate, the handshake pool. Any
 * thread, unless said otherwise.
 */
public final class SfuNode implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(SfuNode.class);
    private static final int CLOSE_SECONDS = 5;

    private final Map<MediaLoop, LoopSfu> loops = new LinkedHashMap<>();
    private final SfuCounters counters = new SfuCounters();
    private final HandshakePool handshakes;
    private final CompletableFuture<Void> primed = new CompletableFuture<>();

    private SfuNode(HandshakePool handshakes) {
        this.handshakes = handshakes;
    }

    /**
     * Binds the ports of every loop and begins to prime the libraries.
     *
     * @throws IOException where a port is taken; the message names it, and nothing stays open
     */
    public static SfuNode start(SfuConfig config, List<MediaLoop> loops) throws IOException {
        SfuNode node = new SfuNode(new HandshakePool(config.maxPendingHandshakes()));
        DtlsContext dtls =
                new DtlsContext(DtlsIdentity.generate(Clock.systemUTC()), node.handshakes, config.handshakeDeadline());
        try {
            for (int i = 0; i < loops.size(); i++) {
                MediaLoop loop = loops.get(i);
                int port = config.basePort() == 0 ? 0 : config.basePort() + i;
                WebRtcServer server = WebRtcServer.bind(loop, config, port, node.counters);
                node.loops.put(loop, new LoopSfu(loop, server, config, dtls, node.counters));
                node.await(loop, server::listen);
            }
        } catch (IOException e) {
            node.close();
            throw e;
        }
        node.prime();
        return node;
    }

    private void prime() {
        Thread thread = new Thread(
                () -> {
                    try {
                        IceWarmUp.prime();
                        SrtpCiphers.prime();
                        primed.complete(null);
                    } catch (RuntimeException e) {
                        primed.completeExceptionally(e);
                    }
                },
                "srtp-prime");
        thread.setDaemon(true);
        thread.start();
    }

    /** Completes when the SRTP ciphers and ice4j are primed, some seconds after the start: calls before that would stutter. */
    public CompletableFuture<Void> primed() {
        return primed.copy();
    }

    /** Makes a router with the usual codecs (Opus, VP8, H.264) on {@code loop}, one of those given. On that loop only. */
    public Router createRouter(MediaLoop loop) {
        return of(loop).createRouter(SupportedRtp.USUAL_CODECS);
    }

    private LoopSfu of(MediaLoop loop) {
        LoopSfu known = loops.get(loop);
        if (known == null) {
            throw new IllegalArgumentException(loop.name() + " is none of the SFU's loops");
        }
        return known;
    }

    /** The UDP and TCP port of {@code loop}. */
    public int port(MediaLoop loop) {
        return of(loop).server().port();
    }

    public SfuGauges gauges() {
        return new SfuGauges(
                counters.routers.get(),
                counters.transports.get(),
                counters.producers.get(),
                counters.consumers.get(),
                counters.openSockets.get(),
                handshakes.pending(),
                counters.badPackets.byLabel());
    }

    /** Closes the ports and every router. Not on a loop. */
    @Override
    public void close() {
        for (LoopSfu sfu : loops.values()) {
            try {
                await(sfu.loop(), sfu::close);
            } catch (IOException e) {
                log.warn("closing the SFU's ports on {}", sfu.loop().name(), e);
            }
        }
        handshakes.close();
    }

    private interface LoopTask {
        void run() throws IOException;
    }

    private void await(MediaLoop loop, LoopTask task) throws IOException {
        try {
            loop.call(() -> {
                        task.run();
                        return null;
                    })
                    .get(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException(loop.name() + " did not answer within " + CLOSE_SECONDS + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        }
    }
}
