package io.patchbay.gateway.store;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Deletes the records of calls that ended long ago, every hour, a few at a time so that those that are written need not wait. */
public final class RecordRetention implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecordRetention.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration EVERY = Duration.ofHours(1);
    private static final int BATCH = 200;
    private static final String DELETE =
            """
            DELETE FROM call_record WHERE id IN (
                SELECT id FROM call_record WHERE started_at < :before AND ended_at < :before ORDER BY started_at LIMIT :most)
            """;

    private final Database database;
    private final Clock clock;
    private final Duration keep;
    private final LongAdder deleted = new LongAdder();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "call-records-retention");
        thread.setDaemon(true);
        return thread;
    });

    private RecordRetention(Database database, Clock clock, Duration keep) {
        this.database = database;
        this.clock = clock;
        this.keep = keep;
    }

    /** @param keep how long after their end; zero for ever */
    public static RecordRetention start(Database database, Clock clock, Duration keep) {
        return start(database, clock, keep, FIRST);
    }

    static RecordRetention start(Database database, Clock clock, Duration keep, Duration first) {
        RecordRetention retention = new RecordRetention(database, clock, keep);
        if (!keep.isZero()) {
            retention.sweeper.scheduleWithFixedDelay(
                    retention::sweep, first.toMillis(), EVERY.toMillis(), TimeUnit.MILLISECONDS);
        }
        return retention;
    }

    /** Records deleted since the start. */
    public long deleted() {
        return deleted.sum();
    }

    private void sweep() {
        Instant before = clock.instant().minus(keep);
        long count = 0;
        try {
            int some;
            do {
                some = deleteSome(before); // each in a transaction of its own
                count += some;
                deleted.add(some);
            } while (some == BATCH && !sweeper.isShutdown());
        } catch (RuntimeException e) {
            log.warn("old call records cannot be deleted; trying again in an hour: {}", e.toString());
        }
        if (count > 0) {
            log.info("{} call records from before {} are deleted (data.keep-records)", count, before);
        }
    }

    private int deleteSome(Instant before) {
        return database.jdbi().withHandle(handle -> handle.createUpdate(DELETE)
                .bind("before", before.toEpochMilli())
                .bind("most", BATCH)
                .execute());
    }

    /** Waits a moment for a deletion that is under way. */
    @Override
    public void close() {
        sweeper.shutdown();
        try {
            sweeper.awaitTermination(1, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
