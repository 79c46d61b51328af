package io.patchbay.media.sfu;

import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.loop.Ticker;
import io.patchbay.media.rtp.NtpClock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Forwards every producer's packets to its consumers. Belongs to one media loop, and so does everything it makes. */
public final class Router implements AutoCloseable {
    /** Room for one packet being rewritten and protected. */
    static final int SCRATCH_BYTES = 2 * UdpPort.MAX_DATAGRAM;

    private final String id = UUID.randomUUID().toString();
    private final LoopSfu home;
    private final RtpCapabilities capabilities;
    private final NtpClock clock = NtpClock.system();
    private final byte[] scratch = new byte[SCRATCH_BYTES];
    private final Ticker ticker = this::onTick;
    private final Map<String, Producer> producers = new LinkedHashMap<>();
    private final List<LevelObserver<?>> observers = new ArrayList<>();
    private final SnapshotList<Transport> transports = new SnapshotList<>();
    private boolean closed;

    Router(LoopSfu home, RtpCapabilities capabilities) {
        this.home = home;
        this.capabilities = capabilities;
        home.counters().routers.incrementAndGet();
        home.loop().addTicker(ticker);
    }

    public String id() {
        return id;
    }

    public RtpCapabilities rtpCapabilities() {
        return capabilities;
    }

    MediaLoop loop() {
        return home.loop();
    }

    void assertOwner() {
        home.loop().assertOwner();
    }

    SfuCounters counters() {
        return home.counters();
    }

    NtpClock clock() {
        return clock;
    }

    byte[] scratch() {
        return scratch;
    }

    public WebRtcTransport createWebRtcTransport(WebRtcTransportOptions options) {
        assertUsable();
        return add(new WebRtcTransport(this, home.server(), home.dtls(), options, home.config()));
    }

    /** @throws IOException where the port cannot be bound */
    public PlainTransport createPlainTransport(PlainTransportOptions options) throws IOException {
        assertUsable();
        return add(new PlainTransport(this, options));
    }

    public DirectTransport createDirectTransport() {
        assertUsable();
        return add(new DirectTransport(this));
    }

    private <T extends Transport> T add(T transport) {
        transports.add(transport);
        counters().transports.incrementAndGet();
        return transport;
    }

    void removed(Transport transport) {
        if (transports.remove(transport)) {
            counters().transports.decrementAndGet();
        }
    }

    public AudioLevelObserver createAudioLevelObserver(AudioLevelObserverOptions options, AudioLevelListener listener) {
        assertUsable();
        AudioLevelObserver observer = new AudioLevelObserver(loop(), options, listener);
        observers.add(observer);
        return observer;
    }

    /** @param interval between two looks at who speaks, 100 ms to 5 s; 300 ms is usual */
    public ActiveSpeakerObserver createActiveSpeakerObserver(Duration interval, ActiveSpeakerListener listener) {
        assertUsable();
        ActiveSpeakerObserver observer = new ActiveSpeakerObserver(loop(), interval, listener);
        observers.add(observer);
        return observer;
    }

    private void assertUsable() {
        assertOwner();
        if (closed) {
            throw new IllegalStateException("router " + id + " is closed");
        }
    }

    public Optional<Producer> producer(String id) {
        return Optional.ofNullable(producers.get(id));
    }

    /** Whether a receiver with {@code capabilities} can take the producer's stream; false for an unknown producer too. */
    public boolean canConsume(String producerId, RtpCapabilities capabilities) {
        Producer producer = producers.get(producerId);
        return producer != null && ConsumerRtp.canConsume(producer.consumable(), capabilities);
    }

    void added(Producer producer) {
        producers.put(producer.id(), producer);
        counters().producers.incrementAndGet();
    }

    void removed(Producer producer) {
        if (producers.remove(producer.id()) != null) {
            counters().producers.decrementAndGet();
        }
    }

    void consumerAdded() {
        counters().consumers.incrementAndGet();
    }

    void consumerRemoved() {
        counters().consumers.decrementAndGet();
    }

    private void onTick(long nanos) {
        long now = System.nanoTime();
        RuntimeException fault = null;
        for (Transport transport : transports) {
            try {
                transport.onTick(now);
            } catch (RuntimeException e) {
                fault = e; // its own; the others' reports go out all the same
            }
        }
        if (fault != null) {
            throw fault;
        }
    }

    public boolean closed() {
        return closed;
    }

    /** Ends it and everything in it. Closing twice is allowed. */
    @Override
    public void close() {
        assertOwner();
        if (closed) {
            return;
        }
        closed = true;
        home.loop().removeTicker(ticker);
        for (Transport transport : transports) {
            counters().transports.decrementAndGet();
            transport.routerClosed();
        }
        transports.clear();
        observers.forEach(LevelObserver::close);
        counters().routers.decrementAndGet();
        home.removed(this);
    }

    public RouterDump dump() {
        assertOwner();
        return new RouterDump(
                id, home.loop().name(), transports.stream().map(Transport::dump).toList());
    }
}
