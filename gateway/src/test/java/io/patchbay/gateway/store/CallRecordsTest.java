package io.patchbay.gateway.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.gateway.health.CannotStart;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.media.quality.CallQuality;
import io.patchbay.media.quality.LossFigures;
import io.patchbay.media.quality.ReceivedQuality;
import io.patchbay.media.quality.SentQuality;
import io.patchbay.sip.HeaderField;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallRecordsTest {
    private static final Instant NOON = Instant.parse("2027-01-02T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOON, ZoneOffset.UTC);

    private static final CallQuality QUALITY = new CallQuality(
            new ReceivedQuality(
                    900,
                    100,
                    3,
                    10,
                    new LossFigures(4, 60, 100, 2, 3_000, 1.7),
                    2.5,
                    7,
                    2_060,
                    41,
                    Double.NaN,
                    71.5,
                    3.66),
            new SentQuality(1_000, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, null),
            Double.NaN,
            Double.NaN);

    @TempDir
    Path directory;

    private Database database;
    private CallRecords records;

    @BeforeEach
    void open() {
        database = Database.open(directory);
        records = CallRecords.start(database, CLOCK);
    }

    @AfterEach
    void close() {
        records.close();
        database.close();
        await().untilAsserted(() -> assertThat(
                        Thread.getAllStackTraces().keySet().stream().map(Thread::getName))
                .noneMatch(name -> name.startsWith("call-records") || name.startsWith("store")));
    }

    @Test
    void deletesWhatEndedLongAgoAndNothingElse() {
        Duration keep = Duration.ofDays(90);
        Instant old = NOON.minus(keep).minusSeconds(10);
        for (int i = 0; i < 450; i++) {
            records.save(call("old " + i, old, Optional.of(old), Optional.of(old.plusSeconds(1))));
        }
        CallRecord up = call("up", old, Optional.of(old), Optional.empty());
        CallRecord endedLater = call("later", old, Optional.of(old), Optional.of(NOON));
        CallRecord recent = call("recent", NOON.minus(keep), Optional.empty(), Optional.of(NOON.minus(keep)));
        List.of(up, endedLater, recent).forEach(records::save);
        await().until(() -> records.latest(NOON.plusSeconds(1), 1_000).size() == 453);

        try (RecordRetention forever = RecordRetention.start(database, CLOCK, Duration.ZERO, Duration.ZERO);
                RecordRetention retention = RecordRetention.start(database, CLOCK, keep, Duration.ZERO)) {
            await().until(() -> retention.deleted() == 450);
            assertThat(forever.deleted()).isZero();
        }
        assertThat(records.latest(NOON.plusSeconds(1), 1_000)).containsExactlyInAnyOrder(up, endedLater, recent);
    }

    @Test
    void keepsACallFromItsBeginningToItsEnd() {
        CallRecord begun = call("a", NOON, Optional.empty(), Optional.empty());
        CallRecord ended =
                call(begun.id(), "a", NOON, Optional.of(NOON.plusSeconds(1)), Optional.of(NOON.plusSeconds(9)));

        records.save(begun);
        await().untilAsserted(() -> assertThat(records.find(begun.id())).contains(begun));
        records.save(ended);

        await().untilAsserted(() -> assertThat(records.find(begun.id())).contains(ended));
        assertThat(records.latest(NOON.plusSeconds(1), 10)).containsExactly(ended);
    }

    @Test
    void listsTheLatestFirstAndPagesByTime() {
        List<CallRecord> calls =
                List.of(ended("a", NOON), ended("b", NOON.plusSeconds(1)), ended("c", NOON.plusSeconds(2)));
        calls.forEach(records::save);

        await().untilAsserted(() -> assertThat(records.latest(NOON.plusSeconds(60), 2))
                .extracting(CallRecord::callId)
                .containsExactly("c", "b"));
        assertThat(records.latest(NOON.plusSeconds(1), 2))
                .extracting(CallRecord::callId)
                .containsExactly("a");
    }

    @Test
    void writesWhatWaitsBeforeItCloses() {
        for (int i = 0; i < 2_000; i++) {
            records.save(ended("call-" + i, NOON.plusMillis(i)));
        }
        records.close();

        assertThat(records.latest(NOON.plusSeconds(60), 3_000)).hasSize(2_000);
        assertThat(records.lost()).isZero();
    }

    @Test
    void endsTheCallsThatAKilledApplianceLeftOpen() {
        CallRecord open = call("a", NOON, Optional.of(NOON), Optional.empty());
        records.save(open);
        records.close();

        try (CallRecords next = CallRecords.start(database, CLOCK)) {
            CallRecord found = next.find(open.id()).orElseThrow();
            assertThat(found.ended()).contains(NOON);
            assertThat(found.endCode()).contains("cut-short");
            assertThat(found.endText()).contains("the appliance ended while the call was up");
        }
    }

    @Test
    void goesOnWritingAfterTheDatabaseRefusedForAWhile() {
        database.jdbi().useHandle(handle -> handle.execute("ALTER TABLE call_record RENAME TO away"));
        CallRecord call = ended("a", NOON);
        records.save(call);
        await().until(() -> records.waiting() == 0); // taken, and refused
        database.jdbi().useHandle(handle -> handle.execute("ALTER TABLE away RENAME TO call_record"));

        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() -> assertThat(records.find(call.id())).contains(call));
    }

    /** SELECT … WHERE mos_received < 3.8 finds the calls that sounded bad; what is not known is NULL there. */
    @Test
    void keepsTheScoresInColumnsOfTheirOwn() {
        CallRecord call = ended("a", NOON);
        records.save(call);

        await().untilAsserted(() -> assertThat(records.find(call.id())).contains(call));
        List<String> scores = database.jdbi().withHandle(handle -> handle.createQuery(
                        "SELECT mos_received || ' ' || (mos_sent IS NULL) FROM call_record WHERE mos_received < 3.8")
                .mapTo(String.class)
                .list());
        assertThat(scores).containsExactly("3.66 1");
    }

    @Test
    void cutsWhatStrangersMadeTooLong() {
        CallRecord call = call("x".repeat(5_000), NOON, Optional.empty(), Optional.empty());

        assertThat(call.callId()).hasSize(255);
    }

    @Test
    void opensAnExistingDatabaseAgainWithItsRecords() {
        CallRecord call = ended("a", NOON);
        records.save(call);
        records.close();
        database.close();

        database = Database.open(directory);
        records = CallRecords.start(database, CLOCK);

        assertThat(records.find(call.id())).contains(call);
        assertThat(Files.exists(directory.resolve(Database.FILE))).isTrue();
    }

    @Test
    void saysInOneSentenceThatAFileIsNoDatabase(@TempDir Path other) throws Exception {
        Files.writeString(
                other.resolve(Database.FILE), "this is text, and long enough to be taken for a header of a file");

        assertThatThrownBy(() -> Database.open(other))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(Database.FILE)
                .message()
                .doesNotContain("\n");
    }

    private static CallRecord ended(String callId, Instant started) {
        return call(callId, started, Optional.empty(), Optional.of(started.plusSeconds(5)));
    }

    private static CallRecord call(
            String callId, Instant started, Optional<Instant> answered, Optional<Instant> ended) {
        return call(UUID.randomUUID(), callId, started, answered, ended);
    }

    private static CallRecord call(
            UUID id, String callId, Instant started, Optional<Instant> answered, Optional<Instant> ended) {
        return new CallRecord(
                id,
                callId,
                Direction.IN,
                "sip:alice@203.0.113.7",
                "sip:lobby@198.51.100.1",
                Optional.of("lobby"),
                started,
                answered,
                ended,
                ended.map(end -> "hung-up"),
                ended.map(end -> 200),
                ended.map(end -> "the far end hung up"),
                "203.0.113.7",
                Optional.of("PCMU"),
                List.of(
                        Attempt.failed("route", "1 (+49*)", "'lobby' does not match"),
                        Attempt.taken("route", "default", "leads to room \"lobby\"")),
                List.of(new HeaderField("diversion", "<sip:+49301@x>;reason=\"no-answer\"")),
                ended.map(end -> QUALITY));
    }
}
