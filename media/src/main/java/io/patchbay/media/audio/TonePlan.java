package io.patchbay.media.audio;

import java.util.Collections;
import java.util.List;

/**
 * Tones one after the other, played once.
 *
 * @param segments in the order played
 */
public record TonePlan(List<Segment> segments) {
    private static final int MAX_MILLIS = 60_000;

    /** Two short rising notes: you are in. */
    public static final TonePlan JOINED = new TonePlan(
            List.of(new Segment(587, 0, 90, -18), new Segment(0, 0, 20, -127), new Segment(880, 0, 130, -18)));

    /** A minute of ringing tone as in Europe: 425 Hz, one second of five (ITU-T E.180). */
    public static final TonePlan RINGING_EUROPE =
            new TonePlan(cycles(12, new Segment(425, 0, 1_000, -20), new Segment(0, 0, 4_000, -127)));

    /** A minute of ringing tone as in North America: 440 and 480 Hz, two seconds of six. */
    public static final TonePlan RINGING_AMERICA =
            new TonePlan(cycles(10, new Segment(440, 480, 2_000, -22), new Segment(0, 0, 4_000, -127)));

    public TonePlan {
        segments = List.copyOf(segments);
        int millis = 0;
        for (Segment segment : segments) {
            millis += segment.millis();
        }
        if (millis > MAX_MILLIS) {
            throw new IllegalArgumentException("a tone plan lasts at most " + MAX_MILLIS + " ms, not " + millis);
        }
    }

    private static List<Segment> cycles(int times, Segment... cycle) {
        return Collections.nCopies(times, List.of(cycle)).stream()
                .flatMap(List::stream)
                .toList();
    }

    /**
     * One or two tones at once, or silence.
     *
     * @param hertz of the first tone, 0 for none; below 4000
     * @param secondHertz of the second tone, 0 for none; below 4000
     * @param millis 1 to 60000
     * @param dbov level of each tone, -127 to -6
     */
    public record Segment(int hertz, int secondHertz, int millis, int dbov) {
        public Segment {
            if (hertz < 0 || hertz >= 4000 || secondHertz < 0 || secondHertz >= 4000) {
                throw new IllegalArgumentException(
                        "a tone is below 4000 Hz, not %d and %d".formatted(hertz, secondHertz));
            }
            if (millis < 1 || millis > MAX_MILLIS) {
                throw new IllegalArgumentException("a tone lasts 1 to " + MAX_MILLIS + " ms, not " + millis);
            }
            if (dbov < -127 || dbov > -6) {
                throw new IllegalArgumentException("a tone's level is -127 to -6 dBov, not " + dbov);
            }
        }
    }
}
