package io.patchbay.gateway.control;

/** How many requests a socket may send: {@value #PER_SECOND} a second on average, {@value #BURST} at once. One thread. */
final class RequestBudget {
    private static final double PER_SECOND = 50;
    private static final double BURST = 200;

    private double tokens = BURST;
    private long lastNanos;

    RequestBudget(long nowNanos) {
        lastNanos = nowNanos;
    }

    /** @return false where the request is one too many */
    boolean take(long nowNanos) {
        tokens = Math.min(BURST, tokens + (nowNanos - lastNanos) / 1e9 * PER_SECOND);
        lastNanos = nowNanos;
        if (tokens < 1) {
            return false;
        }
        tokens--;
        return true;
    }
}
