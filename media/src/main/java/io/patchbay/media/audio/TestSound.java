package io.patchbay.media.audio;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Plays a {@link TestLine} over and over. Belongs to one thread; what it plays is worked out once a rate and shared. */
final class TestSound {
    private static final Map<SampleRate, Map<TestLine, short[]>> ROUNDS = new ConcurrentHashMap<>();

    private final TestLine line;
    private SampleRate rate;
    private short[] round;
    private int at;

    TestSound(TestLine line) {
        this.line = line;
    }

    /** Writes the next 20 ms at {@code wanted}; a line without a sound of its own writes nothing. */
    void next(SampleRate wanted, int[] out) {
        if (wanted != rate) {
            rate = wanted;
            at = 0;
            round = line == TestLine.ECHO
                    ? null
                    : ROUNDS.computeIfAbsent(wanted, first -> new ConcurrentHashMap<>())
                            .computeIfAbsent(line, first -> line.round(wanted));
        }
        if (round == null) {
            return;
        }
        for (int i = 0; i < wanted.frame(); i++) {
            out[i] = round[at];
            at = at + 1 == round.length ? 0 : at + 1;
        }
    }
}
