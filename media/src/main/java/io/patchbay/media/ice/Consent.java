package io.patchbay.media.ice;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Whether the other end still wants our packets (RFC 7675 §5.1): asked every five seconds, more or less, never repeated; after 30
 * seconds without an answer it is gone. Belongs to its agent.
 */
final class Consent {
    private static final long EVERY_NANOS = Duration.ofSeconds(5).toNanos();

    private final long timeoutNanos;
    private final Set<ByteBuffer> asked = new HashSet<>(); // transactions that are not answered yet
    private CandidatePair pair; // null while nothing is selected
    private long answeredAt;
    private long askAt;

    Consent(Duration timeout) {
        timeoutNanos = timeout.toNanos();
    }

    /** A pair just showed that it works. */
    void begin(CandidatePair selected, long now) {
        pair = selected;
        asked.clear();
        answered(now);
    }

    void end() {
        pair = null;
        asked.clear();
    }

    CandidatePair pair() {
        return pair;
    }

    boolean isDue(long now) {
        return pair != null && askAt - now <= 0;
    }

    void asked(StunRequest request, long now) {
        asked.add(request.key());
        askAt = now + spread();
    }

    /** Whether {@code transaction} was one of these questions; it is answered now. */
    boolean isAnswer(ByteBuffer transaction) {
        return asked.contains(transaction);
    }

    void answered(long now) {
        asked.clear();
        answeredAt = now;
        askAt = now + spread();
    }

    boolean isLost(long now) {
        return pair != null && now - answeredAt > timeoutNanos;
    }

    /** When to look again. */
    long due() {
        return pair == null ? Long.MAX_VALUE : askAt;
    }

    /** Randomised, so that calls do not ask in step. */
    private static long spread() {
        return (long) (EVERY_NANOS * ThreadLocalRandom.current().nextDouble(0.8, 1.2));
    }
}
