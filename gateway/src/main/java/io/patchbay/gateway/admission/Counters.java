package io.patchbay.gateway.admission;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How often something happened of late, by key: a bucket that leaks evenly. Remembers the keys seen last. Any thread.
 *
 * @param <K> who is counted
 */
public final class Counters<K> {
    private static final int MOST = 20_000;

    private final Clock clock;
    private final Map<K, Level> levels = new LinkedHashMap<>(16, 0.75f, true) { // guarded by this
                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<K, Level> eldest) {
                    return size() > MOST;
                }
            };

    private record Level(double height, Instant at) {}

    public Counters(Clock clock) {
        this.clock = clock;
    }

    /**
     * Counts one more, unless it would be more than {@code most}.
     *
     * @param leak how long it takes until one of them is forgotten
     * @return whether it was counted
     */
    public synchronized boolean add(K key, int most, Duration leak) {
        Instant now = clock.instant();
        Level level = levels.getOrDefault(key, new Level(0, now));
        double leaked = (double) Duration.between(level.at(), now).toNanos() / leak.toNanos();
        double height = Math.max(0, level.height() - leaked) + 1;
        boolean fits = height <= most;
        levels.put(key, new Level(fits ? height : height - 1, now));
        return fits;
    }

    /** Whether {@link #add} would count no more. */
    synchronized boolean isFull(K key, int most, Duration leak) {
        Level level = levels.get(key);
        if (level == null) {
            return false;
        }
        double leaked = (double) Duration.between(level.at(), clock.instant()).toNanos() / leak.toNanos();
        return Math.max(0, level.height() - leaked) + 1 > most;
    }

    synchronized void forget(K key) {
        levels.remove(key);
    }
}
