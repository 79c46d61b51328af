package io.patchbay.media.sfu;

import java.time.Duration;

/**
 * Merges the key frame requests of many receivers: at most one a second goes out, and one that no key frame follows is
 * repeated a few times. Belongs to one thread; times are of {@link System#nanoTime}.
 */
final class KeyFrameRequests {
    private static final long INTERVAL_NANOS = Duration.ofSeconds(1).toNanos();
    private static final int MAX_TRIES = 5;

    private final Runnable send;
    private boolean everSent;
    private long lastSent;
    private boolean waiting; // for a key frame, since the last request
    private int tries;
    private long sent;

    /** @param send asks the sender of the stream */
    KeyFrameRequests(Runnable send) {
        this.send = send;
    }

    void request(long nowNanos) {
        waiting = true;
        tries = 0;
        if (!everSent || nowNanos - lastSent >= INTERVAL_NANOS) {
            send(nowNanos);
        }
    }

    /** Repeats the request, or sends the one that came too soon after the last. */
    void onTick(long nowNanos) {
        if (waiting && nowNanos - lastSent >= INTERVAL_NANOS) {
            if (tries >= MAX_TRIES) {
                waiting = false; // it sends none: the next request tries anew
            } else {
                send(nowNanos);
            }
        }
    }

    void onKeyFrame() {
        waiting = false;
    }

    private void send(long nowNanos) {
        everSent = true;
        lastSent = nowNanos;
        tries++;
        sent++;
        send.run();
    }

    /** How many went out. */
    long sent() {
        return sent;
    }
}
