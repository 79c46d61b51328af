package io.patchbay.gateway.trunk;

import io.patchbay.gateway.admission.Counters;
import io.patchbay.gateway.config.TrunkConfig;
import io.patchbay.sip.Refusal;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** How many calls a trunk has, and how fast they come, by what its settings allow. Any thread. */
public final class TrunkUse {
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(20);

    private final TrunkConfig config;
    private final Counts counts;

    /** What is counted; it stays when the settings change. */
    static final class Counts {
        private final AtomicInteger calls = new AtomicInteger();
        private final Counters<Way> invites;

        Counts(Clock clock) {
            invites = new Counters<>(clock);
        }
    }

    private enum Way {
        IN,
        OUT
    }

    TrunkUse(TrunkConfig config, Counts counts) {
        this.config = config;
        this.counts = counts;
    }

    /** Counts in a call that comes from it; a refusal where that is one too many. {@link #release} counts it out. */
    public Optional<Refusal> take() {
        return enter(Way.IN);
    }

    /** Counts in a call that is to go through it; a refusal where that is one too many. {@link #release} counts it out. */
    public Optional<Refusal> place() {
        return enter(Way.OUT);
    }

    /** A call that was counted in has ended. */
    public void release() {
        counts.calls.decrementAndGet();
    }

    boolean isFull() {
        return config.maxCalls() > 0 && counts.calls.get() >= config.maxCalls();
    }

    int calls() {
        return counts.calls.get();
    }

    private Optional<Refusal> enter(Way way) {
        int most = config.maxCalls() == 0 ? Integer.MAX_VALUE : config.maxCalls();
        if (counts.calls.getAndUpdate(now -> now < most ? now + 1 : now) >= most) {
            return Optional.of(tooMany(
                    "trunk %s has its %d calls; trunks.max-calls allows no more"
                            .formatted(config.name(), config.maxCalls()),
                    LATER));
        }
        int rate = config.invitesPerSecond();
        if (rate > 0 && !counts.invites.add(way, 2 * rate, Duration.ofSeconds(1).dividedBy(rate))) {
            release();
            return Optional.of(tooMany(
                    "more than %d calls a second %s trunk %s (trunks.invites-per-second)"
                            .formatted(rate, way == Way.IN ? "from" : "through", config.name()),
                    SOON));
        }
        return Optional.empty();
    }

    private static Refusal tooMany(String why, Duration retryAfter) {
        return new Refusal(503, "Service Unavailable", why, retryAfter);
    }
}
