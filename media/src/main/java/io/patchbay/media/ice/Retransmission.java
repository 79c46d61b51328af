package io.patchbay.media.ice;

import java.time.Duration;

/** When a STUN request over UDP is sent again and when it has failed (RFC 8489 §6.2.1). Times are of {@link System#nanoTime}. */
final class Retransmission {
    private static final int REQUESTS = 7; // Rc
    private static final int LAST_WAIT = 16; // Rm
    private static final long LONGEST_NANOS = Duration.ofSeconds(8).toNanos(); // nobody waits for more

    private final long rto;
    private long interval;
    private int sent;
    private boolean cancelled;
    private long due;

    /** @param rto the first interval */
    Retransmission(long rto) {
        this.rto = rto;
    }

    /** Notes that the request was sent. */
    void sent(long now) {
        sent++;
        interval = sent == REQUESTS ? LAST_WAIT * rto : rto << sent - 1;
        due = now + Math.min(interval, LONGEST_NANOS);
    }

    boolean isDue(long now) {
        return due - now <= 0;
    }

    /** Once due: whether it was sent often enough. */
    boolean isOver() {
        return sent >= REQUESTS;
    }

    /** Not sent again, but answers still count (RFC 8445 §7.3.1.4). */
    void cancel() {
        cancelled = true;
    }

    boolean isCancelled() {
        return cancelled;
    }

    long due() {
        return due;
    }
}
