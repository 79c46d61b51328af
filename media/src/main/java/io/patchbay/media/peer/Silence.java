package io.patchbay.media.peer;

import java.time.Duration;

/** Notices that nothing comes from a phone for longer than it may. Belongs to the media loop. */
final class Silence {
    private final InactivityLimits limits;
    private long lastNanos;
    private boolean paused; // by comfort noise
    private boolean told;

    Silence(InactivityLimits limits) {
        this.limits = limits;
    }

    /** A new round of offer and answer: waiting begins anew. */
    void begin(long nowNanos) {
        lastNanos = nowNanos;
        paused = false;
        told = false;
    }

    void onAudio(long nowNanos) {
        begin(nowNanos);
    }

    /** The phone sends no audio until there is something to hear (RFC 3389 §5). */
    void onComfortNoise(long nowNanos) {
        begin(nowNanos);
        paused = true;
    }

    void onControl(long nowNanos) {
        lastNanos = nowNanos;
        told = false;
    }

    /** For how long nothing came. */
    Duration length(long nowNanos) {
        return Duration.ofNanos(nowNanos - lastNanos);
    }

    /**
     * Whether it is too long now; true once until something comes.
     *
     * @param receiving whether audio was agreed on, rather than hold
     */
    boolean isTooLong(boolean receiving, long nowNanos) {
        Duration limit = receiving && !paused ? limits.talking() : limits.paused();
        if (told || length(nowNanos).compareTo(limit) < 0) {
            return false;
        }
        told = true;
        return true;
    }
}
