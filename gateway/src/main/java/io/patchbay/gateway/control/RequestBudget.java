package io.patchbay.gateway.control;

/** How many requests may come: so many a second on average, and so many at once. One thread. */
final class RequestBudget {
    private final double perSecond;
    private final double burst;
    private double tokens;
    private long lastNanos;

    RequestBudget(double perSecond, double burst, long nowNanos) {
        this.perSecond = perSecond;
        this.burst = burst;
        tokens = burst;
        lastNanos = nowNanos;
    }

    /** @return false where the request is one too many */
    boolean take(long nowNanos) {
        tokens = Math.min(burst, tokens + (nowNanos - lastNanos) / 1e9 * perSecond);
        lastNanos = nowNanos;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
