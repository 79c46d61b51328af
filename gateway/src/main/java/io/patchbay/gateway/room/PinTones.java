package io.patchbay.gateway.room;

import io.patchbay.media.audio.TonePlan;
import io.patchbay.media.audio.TonePlan.Segment;
import java.time.Duration;
import java.util.List;

/** What a caller hears who has to type a PIN: short, soft, and understood without words. */
public final class PinTones {
    private static final int SOFT = -18; // dBov
    private static final Segment GAP = new Segment(0, 0, 40, -127);

    /** A question: two notes up, twice. */
    public static final TonePlan ASK = new TonePlan(List.of(
            new Segment(440, 0, 140, SOFT),
            GAP,
            new Segment(659, 0, 220, SOFT),
            new Segment(0, 0, 250, -127),
            new Segment(440, 0, 140, SOFT),
            GAP,
            new Segment(659, 0, 220, SOFT)));

    /** A major chord upwards: you are let in. */
    public static final TonePlan ACCEPTED = new TonePlan(List.of(
            new Segment(523, 0, 110, SOFT), GAP, new Segment(659, 0, 110, SOFT), GAP, new Segment(784, 0, 220, SOFT)));

    /** Two low notes down: that was wrong. */
    public static final TonePlan WRONG =
            new TonePlan(List.of(new Segment(392, 0, 240, SOFT), GAP, new Segment(294, 0, 420, SOFT)));

    private PinTones() {}

    /** How long it takes to hear them, with what a phone and its network hold back. */
    public static Duration lengthOf(TonePlan tones) {
        int millis = tones.segments().stream().mapToInt(Segment::millis).sum();
        return Duration.ofMillis(millis + 150L);
    }
}
