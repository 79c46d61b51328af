package io.patchbay.media.ice;

import java.time.Duration;

/** How many refusals a second we send to those who have shown nothing: enough to debug with, too few to attack with. */
final class AnswerBudget {
    private static final long WINDOW_NANOS = Duration.ofSeconds(1).toNanos();

    private final int perSecond;
    private long windowStart;
    private int used;

    AnswerBudget(int perSecond) {
        this.perSecond = perSecond;
    }

    boolean take(long nowNanos) {
        if (nowNanos - windowStart >= WINDOW_NANOS) {
            windowStart = nowNanos;
            used = 0;
        }
        return used++ < perSecond;
    }
}
