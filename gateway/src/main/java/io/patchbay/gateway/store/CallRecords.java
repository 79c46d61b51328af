package io.patchbay.gateway.store;

import io.patchbay.gateway.log.OncePerSecond;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.StatementContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records of all calls. Saving only puts the record into a queue, so it may be done on any loop; one thread writes, many
 * records to a transaction, and goes on trying while the database refuses. Queries block: not on a loop.
 */
public final class CallRecords implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(CallRecords.class);
    private static final int QUEUE = 10_000;
    private static final int BATCH = 500;
    private static final Duration RETRY = Duration.ofSeconds(1);
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final String UPSERT =
            """
            INSERT INTO call_record (id, call_id, direction, from_uri, to_uri, room, started_at, answered_at, ended_at,
                end_code, sip_status, end_text, remote_address, codec, attempts,
                headers, quality, mos_received, mos_sent)
            VALUES (:id, :callId, :direction, :from, :to, :room, :startedAt, :answeredAt, :endedAt,
                :endCode, :sipStatus, :endText, :remoteAddress, :codec, :attempts, :headers,
                :quality, :mosReceived, :mosSent)
            ON CONFLICT (id) DO UPDATE SET room = excluded.room, answered_at = excluded.answered_at,
                ended_at = excluded.ended_at, end_code = excluded.end_code, sip_status = excluded.sip_status,
                end_text = excluded.end_text, codec = excluded.codec, attempts = excluded.attempts,
                headers = excluded.headers, quality = excluded.quality, mos_received = excluded.mos_received,
                mos_sent = excluded.mos_sent
            """;

    private final Database database;
    private final BlockingQueue<CallRecord> queue = new ArrayBlockingQueue<>(QUEUE);
    private final LongAdder lost = new LongAdder();
    private final OncePerSecond perSecond = new OncePerSecond();
    private final Thread writer = new Thread(this::write, "call-records");
    private volatile boolean closing;

    private CallRecords(Database database) {
        this.database = database;
        writer.setDaemon(true);
    }

    /** Starts writing; ends the records of calls that were up when the appliance was last cut short. */
    public static CallRecords start(Database database, Clock clock) {
        database.jdbi().useHandle(handle -> endForgotten(handle, clock.instant()));
        CallRecords records = new CallRecords(database);
        records.writer.start();
        return records;
    }

    /** Saves {@code record}, over an earlier one of the same id. Returns at once. */
    public void save(CallRecord record) {
        if (!queue.offer(record)) {
            lost.increment();
            perSecond.run(others -> log.error(
                    "the database is too slow: the record of call {} is lost ({} others since the last such line)",
                    record.callId(),
                    others));
        }
    }

    /** Records that could not be kept, since the start. */
    public long lost() {
        return lost.sum();
    }

    /** Records that wait to be written. */
    public int waiting() {
        return queue.size();
    }

    /** The latest calls, the last begun first, those of {@code before} and later left out. */
    public List<CallRecord> latest(Instant before, int limit) {
        return database.jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT * FROM call_record WHERE started_at < :before ORDER BY started_at DESC, id LIMIT :limit")
                .bind("before", before.toEpochMilli())
                .bind("limit", limit)
                .map(CallRecords::record)
                .list());
    }

    public Optional<CallRecord> find(UUID id) {
        return database.jdbi().withHandle(handle -> handle.createQuery("SELECT * FROM call_record WHERE id = :id")
                .bind("id", id.toString())
                .map(CallRecords::record)
                .findOne());
    }

    /** Writes what still waits, for three seconds at most. */
    @Override
    public void close() {
        closing = true;
        writer.interrupt();
        try {
            writer.join(LAST_WORDS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (!queue.isEmpty()) {
            log.error("{} call records could not be written before the end", queue.size());
        }
    }

    private void write() {
        List<CallRecord> batch = new ArrayList<>();
        boolean lastTry = false;
        while (!closing || !queue.isEmpty() || !batch.isEmpty()) {
            try {
                if (batch.isEmpty()) {
                    take(batch);
                }
                if (!batch.isEmpty()) {
                    write(batch);
                    batch.clear();
                }
            } catch (RuntimeException e) {
                Thread.interrupted(); // closing may have interrupted the wait for a connection: that is no refusal
                if (lastTry) {
                    log.error("{} call records could not be written before the end: {}", batch.size(), e.toString());
                    return;
                }
                perSecond.run(others -> log.error("call records cannot be written, trying again: {}", cause(e)));
                lastTry = closing;
                if (!closing) {
                    pause();
                }
            }
        }
    }

    private void take(List<CallRecord> batch) {
        try {
            CallRecord first = closing ? queue.poll() : queue.take();
            if (first != null) {
                batch.add(first);
                queue.drainTo(batch, BATCH - 1);
            }
        } catch (InterruptedException e) {
            // closing: the loop sees it, and no interrupt must reach the database's files
        }
    }

    private static String cause(Throwable fault) {
        Throwable deepest = fault;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.toString();
    }

    private static void pause() {
        try {
            TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
        } catch (InterruptedException e) {
            // closing: the next attempt is the last
        }
    }

    private void write(List<CallRecord> records) {
        database.jdbi().useTransaction(handle -> {
            PreparedBatch batch = handle.prepareBatch(UPSERT);
            for (CallRecord record : records) {
                batch.bind("id", record.id().toString())
                        .bind("callId", record.callId())
                        .bind("direction", record.direction().word())
                        .bind("from", record.from())
                        .bind("to", record.to())
                        .bind("room", record.room().orElse(null))
                        .bind("startedAt", record.started().toEpochMilli())
                        .bind("answeredAt", millis(record.answered()))
                        .bind("endedAt", millis(record.ended()))
                        .bind("endCode", record.endCode().orElse(null))
                        .bind("sipStatus", record.sipStatus().orElse(null))
                        .bind("endText", record.endText().orElse(null))
                        .bind("remoteAddress", record.remoteAddress())
                        .bind("codec", record.codec().orElse(null))
                        .bind("attempts", Attempts.write(record.attempts()))
                        .bind("headers", KeptHeaders.write(record.headers()))
                        .bind("quality", KeptQuality.write(record.quality()))
                        .bind(
                                "mosReceived",
                                record.quality()
                                        .map(all ->
                                                KeptQuality.known(all.received().mos()))
                                        .orElse(null))
                        .bind(
                                "mosSent",
                                record.quality()
                                        .map(all -> KeptQuality.known(all.sent().mos()))
                                        .orElse(null))
                        .add();
            }
            batch.execute();
        });
    }

    private static void endForgotten(Handle handle, Instant now) {
        int count = handle.createUpdate(
                        """
                        UPDATE call_record SET ended_at = :now, end_code = 'cut-short', sip_status = 500,
                            end_text = 'the appliance ended while the call was up'
                        WHERE ended_at IS NULL
                        """)
                .bind("now", now.toEpochMilli())
                .execute();
        if (count > 0) {
            log.warn("{} calls were up when the appliance last ended without notice", count);
        }
    }

    private static Long millis(Optional<Instant> time) {
        return time.map(Instant::toEpochMilli).orElse(null);
    }

    private static CallRecord record(ResultSet row, StatementContext context) throws SQLException {
        int status = row.getInt("sip_status");
        Optional<Integer> sipStatus = row.wasNull() ? Optional.empty() : Optional.of(status);
        return new CallRecord(
                UUID.fromString(row.getString("id")),
                row.getString("call_id"),
                Direction.of(row.getString("direction")),
                row.getString("from_uri"),
                row.getString("to_uri"),
                Optional.ofNullable(row.getString("room")),
                Instant.ofEpochMilli(row.getLong("started_at")),
                time(row, "answered_at"),
                time(row, "ended_at"),
                Optional.ofNullable(row.getString("end_code")),
                sipStatus,
                Optional.ofNullable(row.getString("end_text")),
                row.getString("remote_address"),
                Optional.ofNullable(row.getString("codec")),
                Attempts.read(row.getString("attempts")),
                KeptHeaders.read(row.getString("headers")),
                KeptQuality.read(row.getString("quality")));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }
}
