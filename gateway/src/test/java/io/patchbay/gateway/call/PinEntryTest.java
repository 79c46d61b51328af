package io.patchbay.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.gateway.admission.Pins.Verdict;
import io.patchbay.gateway.room.PinTones;
import io.patchbay.media.audio.TonePlan;
import io.patchbay.sip.CallId;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.CallLoops;
import io.patchbay.sip.EndReason;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PinEntryTest {
    private static final Duration LONG = Duration.ofMinutes(1);

    private final CallLoops loops = new CallLoops(1);
    private final CallLoop loop = loops.newLoop(new CallId("caller"));
    private final List<String> log = new CopyOnWriteArrayList<>();
    private Verdict otherwise = Verdict.WRONG;

    private final PinEntry.Caller caller = new PinEntry.Caller() {
        @Override
        public void hear(TonePlan tones) {
            log.add(tones == PinTones.ASK ? "asked" : tones == PinTones.WRONG ? "wrong" : "accepted");
        }

        @Override
        public int digits() {
            return 4;
        }

        @Override
        public Verdict check(String typed) {
            log.add("typed " + typed);
            return typed.equals("4711") ? Verdict.RIGHT : otherwise;
        }

        @Override
        public void admitted() {
            log.add("in");
        }

        @Override
        public void turnedAway(EndReason reason) {
            log.add(reason.text());
        }
    };

    @AfterEach
    void close() {
        loops.close();
    }

    private PinEntry entry(Duration patience, Duration askAgain) {
        PinEntry entry =
                new PinEntry(loop, new PinEntry.Timings(patience, askAgain, Duration.ofMillis(20), LONG), caller);
        loop.execute(entry::begin);
        return entry;
    }

    private void press(PinEntry entry, String keys) {
        loop.execute(() -> keys.chars().forEach(key -> entry.key((char) key)));
    }

    private void awaitLog(String... lines) {
        await().atMost(Duration.ofSeconds(5)).until(() -> log.size() >= lines.length);
        assertThat(log).containsExactly(lines);
    }

    @Test
    void theLastDigitOrTheHashEndsThePin() {
        press(entry(LONG, LONG), "4711");
        awaitLog("asked", "typed 4711", "accepted", "in");
    }

    @Test
    void theStarBeginsAnewAndAHashAloneIsNoAttempt() {
        press(entry(LONG, LONG), "#12*471#");
        awaitLog("asked", "typed 471", "wrong", "asked");
    }

    @Test
    void threeWrongOnesEndIt() {
        PinEntry entry = entry(LONG, LONG);
        press(entry, "1111");
        awaitLog("asked", "typed 1111", "wrong", "asked");
        press(entry, "2222");
        awaitLog("asked", "typed 1111", "wrong", "asked", "typed 2222", "wrong", "asked");
        press(entry, "33334711");
        awaitLog(
                "asked",
                "typed 1111",
                "wrong",
                "asked",
                "typed 2222",
                "wrong",
                "asked",
                "typed 3333",
                "wrong",
                "refused: 403 Forbidden: 3 wrong PINs");
    }

    @Test
    void whatComesDuringAPauseIsNotLookedAt() {
        press(entry(LONG, LONG), "11114711");
        awaitLog("asked", "typed 1111", "wrong", "asked");
    }

    @Test
    void aSourceThatGuessedTooOftenIsTurnedAwayAtOnce() {
        otherwise = Verdict.TOO_OFTEN;
        press(entry(LONG, LONG), "1111");
        awaitLog(
                "asked",
                "typed 1111",
                "wrong",
                "refused: 403 Forbidden: too many wrong PINs of late; try again in a few minutes");
    }

    @Test
    void whoTypesNothingIsAskedAgainAndThenGivenUp() {
        entry(Duration.ofMillis(300), Duration.ofMillis(100));
        await().atMost(Duration.ofSeconds(5)).until(() -> log.contains("no PIN in time"));
        assertThat(log).startsWith("asked", "asked");
    }

    @Test
    void keysAreSwallowedUntilTheEntryIsClosed() throws Exception {
        PinEntry entry = entry(LONG, LONG);
        press(entry, "4711");
        awaitLog("asked", "typed 4711", "accepted", "in");
        List<Boolean> taken = new CopyOnWriteArrayList<>();
        loop.execute(() -> {
            taken.add(entry.key('1'));
            entry.close();
            taken.add(entry.key('1'));
        });
        await().until(() -> taken.size() == 2);
        assertThat(taken).containsExactly(true, false);
    }
}
