package io.patchbay.gateway.admission;

import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sources that are not heard until their time is over. Any thread; asking is quick. */
final class Bans {
    private static final Logger log = LoggerFactory.getLogger(Bans.class);
    private static final int MOST = 20_000;

    private final Clock clock;
    private final Map<Source, Ban> bans = new ConcurrentHashMap<>();
    private final LongAdder dropped = new LongAdder();

    Bans(Clock clock) {
        this.clock = clock;
    }

    boolean holds(InetAddress address) {
        if (bans.isEmpty()) {
            return false;
        }
        Ban ban = bans.get(Source.of(address));
        if (ban == null) {
            return false;
        }
        if (clock.instant().isBefore(ban.until())) {
            dropped.increment();
            return true;
        }
        bans.remove(ban.source(), ban);
        return false;
    }

    /** Bans {@code source}, unless there are so many bans already that the list itself would be the attack. */
    void add(Source source, String reason, Duration lasting) {
        Instant now = clock.instant();
        if (bans.size() >= MOST) {
            bans.values().removeIf(ban -> !now.isBefore(ban.until()));
        }
        if (bans.size() < MOST && bans.putIfAbsent(source, new Ban(source, reason, now, now.plus(lasting))) == null) {
            log.warn("{} is banned for {} s: {}", source, lasting.toSeconds(), reason);
        }
    }

    /** Hears {@code address} again; false where it was not banned. */
    boolean lift(InetAddress address) {
        return bans.remove(Source.of(address)) != null;
    }

    /** Those in force, the first to end first. */
    List<Ban> all() {
        Instant now = clock.instant();
        return bans.values().stream()
                .filter(ban -> now.isBefore(ban.until()))
                .sorted(Comparator.comparing(Ban::until))
                .toList();
    }

    /** Messages dropped for a ban, since the start. */
    long dropped() {
        return dropped.sum();
    }
}
