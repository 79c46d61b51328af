package io.patchbay.media.sfu;

import java.time.Duration;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts packets that were dropped because they were malformed, forged or for nobody, and logs one a second. Any thread. */
final class BadPackets {
    /** What a packet pretended to be. */
    enum Kind {
        STUN("stun"),
        DTLS("dtls"),
        SRTP("srtp"),
        RTP("rtp"),
        RTCP("rtcp"),
        TCP_FRAME("tcp-frame"),
        UNKNOWN("unknown");

        private final String label;

        Kind(String label) {
            this.label = label;
        }
    }

    private static final Logger log = LoggerFactory.getLogger(BadPackets.class);
    private static final long LOG_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<Kind, LongAdder> counts = new EnumMap<>(Kind.class);
    private final AtomicLong nextLog = new AtomicLong(System.nanoTime());

    BadPackets() {
        for (Kind kind : Kind.values()) {
            counts.put(kind, new LongAdder());
        }
    }

    /**
     * Counts one.
     *
     * @param why a constant; put together with {@code from} only when it is logged
     */
    void dropped(Kind kind, String why, Object from) {
        counts.get(kind).increment();
        long now = System.nanoTime();
        long due = nextLog.get();
        if (now - due >= 0 && nextLog.compareAndSet(due, now + LOG_EVERY_NANOS)) {
            log.info("dropped a {} packet from {}: {} (bad packets so far: {})", kind.label, from, why, byLabel());
        }
    }

    Map<String, Long> byLabel() {
        Map<String, Long> result = new LinkedHashMap<>();
        counts.forEach((kind, count) -> result.put(kind.label, count.sum()));
        return result;
    }
}
