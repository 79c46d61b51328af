package io.patchbay.sip.jain;

import io.patchbay.sip.CallLoop;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Sends a 2xx to INVITE again until its ACK comes: after T1, then doubling up to T2, for 64*T1 altogether, whatever the
 * transport (RFC 3261 §13.3.1.4). Belongs to its call's loop.
 */
final class AnswerRetransmission {
    private static final int T2_IN_T1 = 8; // T2 is 4 s where T1 is 500 ms
    private static final int TIMEOUT_IN_T1 = 64;

    private final CallLoop loop;
    private final Duration t1;
    private final Duration longest;
    private final Runnable resend;
    private final Runnable onNoAck;
    private Duration interval;
    private Duration waited = Duration.ZERO;
    private Future<?> timer;
    private boolean stopped;

    AnswerRetransmission(CallLoop loop, Duration t1, Runnable resend, Runnable onNoAck) {
        this(loop, t1, t1.multipliedBy(T2_IN_T1), resend, onNoAck);
    }

    /** @param longest between two */
    AnswerRetransmission(CallLoop loop, Duration t1, Duration longest, Runnable resend, Runnable onNoAck) {
        this.longest = longest;
        this.loop = loop;
        this.t1 = t1;
        this.resend = resend;
        this.onNoAck = onNoAck;
        this.interval = t1;
    }

    void start() {
        timer = loop.schedule(interval, this::fire);
    }

    /** The ACK came, or the call is gone. */
    void stop() {
        stopped = true;
        timer.cancel(false);
    }

    private void fire() {
        if (stopped) {
            return;
        }
        waited = waited.plus(interval);
        Duration left = t1.multipliedBy(TIMEOUT_IN_T1).minus(waited);
        if (left.isNegative() || left.isZero()) {
            stopped = true;
            onNoAck.run();
            return;
        }
        resend.run();
        interval = min(min(interval.multipliedBy(2), longest), left);
        start();
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
