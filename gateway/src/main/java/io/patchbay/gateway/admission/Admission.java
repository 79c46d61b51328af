package io.patchbay.gateway.admission;

import io.patchbay.gateway.config.LimitsConfig;
import io.patchbay.gateway.config.OutboundConfig;
import io.patchbay.gateway.log.OncePerSecond;
import io.patchbay.sip.Refusal;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How much callers may ask for, and what calls out may cost. Reads the configuration anew each time. Any thread. */
public final class Admission {
    private static final Duration GUESSES_WITHIN = Duration.ofMinutes(10);
    private static final Duration SOON = Duration.ofSeconds(2);
    private static final Duration LATER = Duration.ofSeconds(20);
    private static final Logger log = LoggerFactory.getLogger(Admission.class);
    private static final String OUT = "out";

    private final Supplier<LimitsConfig> limits;
    private final Supplier<OutboundConfig> outbound;
    private final Predicate<InetAddress> isTrunk;
    private final Bans bans;
    private final Counters<Source> invites;
    private final Counters<Source> messages;
    private final Counters<Source> requests;
    private final Counters<Source> guesses;
    private final Counters<String> placed;
    private final AtomicInteger calls = new AtomicInteger();
    private final AtomicInteger callsOut = new AtomicInteger();
    private final Map<Source, Integer> callsBySource = new ConcurrentHashMap<>();
    private final OncePerSecond reports = new OncePerSecond();
    private final LongAdder wrong = new LongAdder();

    /** @param isTrunk whether a trunk has this address: a stranger who forges it could have the trunk banned else */
    public Admission(
            Supplier<LimitsConfig> limits,
            Supplier<OutboundConfig> outbound,
            Predicate<InetAddress> isTrunk,
            Clock clock) {
        this.limits = limits;
        this.outbound = outbound;
        this.isTrunk = isTrunk;
        this.bans = new Bans(clock);
        this.invites = new Counters<>(clock);
        this.messages = new Counters<>(clock);
        this.requests = new Counters<>(clock);
        this.guesses = new Counters<>(clock);
        this.placed = new Counters<>(clock);
    }

    /** Whether nothing from there is heard. Quick: asked of each message. */
    public boolean ignores(InetAddress source) {
        return bans.holds(source);
    }

    /** Whether a request with this User-Agent is a scanner's, whose sender is banned then. */
    public boolean isScanner(InetAddress source, String userAgent) {
        if (userAgent.isEmpty()) {
            return false;
        }
        String agent = userAgent.toLowerCase(Locale.ROOT);
        boolean scans = limits.get().bannedAgents().stream().anyMatch(agent::contains);
        if (scans && mayBeBanned(source)) {
            ban(source, "its User-Agent is a scanner's: " + userAgent.substring(0, Math.min(64, userAgent.length())));
        }
        return scans;
    }

    /**
     * Counts a request that wants a call; a refusal where its source sends too many.
     *
     * @param ofTrunks how many a second the trunks there may send, which counts where it is more; 0 where none says
     */
    public Optional<Refusal> screenInvite(InetAddress source, int ofTrunks) {
        return screen(source, ofTrunks, "INVITE", invites);
    }

    /** Counts a MESSAGE, within a call or not, apart from the INVITEs and by the same figures. */
    public Optional<Refusal> screenMessage(InetAddress source, int ofTrunks) {
        return screen(source, ofTrunks, "MESSAGE", messages);
    }

    private Optional<Refusal> screen(InetAddress source, int ofTrunks, String method, Counters<Source> counters) {
        int usual = limits.get().invitesPerSecond();
        if (usual == 0 || isExempt(source)) {
            return Optional.empty();
        }
        int most = Math.max(usual, ofTrunks);
        Source from = Source.of(source);
        Duration leak = Duration.ofSeconds(1).dividedBy(most);
        return counters.add(from, 2 * most, leak)
                ? Optional.empty()
                : Optional.of(full(
                        "%s sends more than %d %ss a second (limits.invites-per-second)".formatted(from, most, method),
                        SOON));
    }

    /** Counts a request of any method; a refusal where its source sends too many. Trunks' addresses send as many as they like. */
    public Optional<Refusal> screenRequest(InetAddress source) {
        int most = limits.get().requestsPerSecond();
        if (most == 0 || isExempt(source) || isTrunk.test(source)) {
            return Optional.empty();
        }
        Source from = Source.of(source);
        return requests.add(from, 2 * most, Duration.ofSeconds(1).dividedBy(most))
                ? Optional.empty()
                : Optional.of(full(
                        "%s sends more than %d requests a second (limits.requests-per-second)".formatted(from, most),
                        SOON));
    }

    /** Whether limits of its own do not hold for {@code source}. */
    public boolean isExempt(InetAddress source) {
        return limits.get().exempt().contains(source);
    }

    /** Somebody there guessed wrong: a password, a number, a method. Too many such guesses are a ban. */
    public void guessedWrong(InetAddress source, String what) {
        wrong.increment();
        reports.run(others ->
                log.warn("{} guessed wrong: {} ({} others since the last such line)", Source.of(source), what, others));
        if (!mayBeBanned(source)) {
            return;
        }
        int most = limits.get().banAfter();
        Source from = Source.of(source);
        if (!guesses.add(from, most - 1, GUESSES_WITHIN.dividedBy(most))) {
            guesses.forget(from);
            ban(source, "%d wrong guesses, the last of them %s".formatted(most, what));
        }
    }

    /** Counts a call from there in; a refusal where there are as many as may be. {@link #leave} counts it out. */
    public Optional<Refusal> enter(InetAddress source) {
        LimitsConfig now = limits.get();
        int all = calls.incrementAndGet();
        Source from = Source.of(source);
        int ofSource = callsBySource.merge(from, 1, Integer::sum);
        Optional<Refusal> refusal = Optional.empty();
        if (now.calls() > 0 && all > now.calls()) {
            refusal =
                    Optional.of(full("%d calls are up, as many as limits.calls allows".formatted(now.calls()), LATER));
        } else if (now.callsPerSource() > 0 && ofSource > now.callsPerSource() && !isExempt(source)) {
            refusal = Optional.of(full(
                    "%s has %d calls, as many as limits.calls-per-source allows".formatted(from, now.callsPerSource()),
                    LATER));
        }
        if (refusal.isPresent()) {
            leave(source);
        }
        return refusal;
    }

    /** A call that was counted in has ended. */
    public void leave(InetAddress source) {
        calls.decrementAndGet();
        callsBySource.computeIfPresent(Source.of(source), (key, count) -> count == 1 ? null : count - 1);
    }

    /** Counts a call through a trunk in; a refusal where policy forbids it. {@link #hungUp} counts it out. */
    public Optional<Refusal> place() {
        OutboundConfig now = outbound.get();
        if (!now.enabled()) {
            return Optional.of(new Refusal(403, "Forbidden", "calls out are switched off (outbound.enabled)"));
        }
        if (now.maxCalls() > 0 && callsOut.get() >= now.maxCalls()) {
            return Optional.of(
                    full("%d calls out are up, as many as outbound.max-calls allows".formatted(now.maxCalls()), LATER));
        }
        if (now.perMinute() > 0
                && !placed.add(OUT, now.perMinute(), Duration.ofMinutes(1).dividedBy(now.perMinute()))) {
            return Optional.of(
                    full("more than %d calls out in a minute (outbound.per-minute)".formatted(now.perMinute()), LATER));
        }
        callsOut.incrementAndGet();
        return Optional.empty();
    }

    /** A call through a trunk that was counted in has ended. */
    public void hungUp() {
        callsOut.decrementAndGet();
    }

    /** How long a call through a trunk may last. */
    public Duration longest() {
        return outbound.get().maxDuration();
    }

    /** Wrong guesses since the start, those of exempt sources too. */
    public long wrongGuesses() {
        return wrong.sum();
    }

    public int banned() {
        return bans.all().size();
    }

    /** Messages dropped unread for a ban, since the start. */
    public long dropped() {
        return bans.dropped();
    }

    Bans bans() {
        return bans;
    }

    private void ban(InetAddress source, String reason) {
        Duration lasting = limits.get().banFor();
        if (!lasting.isZero()) {
            bans.add(Source.of(source), reason, lasting);
        }
    }

    private boolean mayBeBanned(InetAddress source) {
        return !isExempt(source) && !isTrunk.test(source);
    }

    private static Refusal full(String why, Duration retryAfter) {
        return new Refusal(503, "Service Unavailable", why, retryAfter);
    }
}
