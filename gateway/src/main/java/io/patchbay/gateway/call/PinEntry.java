package io.patchbay.gateway.call;

import io.patchbay.gateway.admission.Pins.Verdict;
import io.patchbay.gateway.room.PinTones;
import io.patchbay.media.audio.TonePlan;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.Refusal;
import java.time.Duration;
import java.util.concurrent.Future;

/**
 * Asks a caller for a PIN by tones and takes it from the phone's keys: it ends with # or with as many digits as it has, * begins
 * anew. Three attempts, with a longer pause after each. Belongs to the call's loop; what was typed never leaves it but to be checked.
 */
final class PinEntry implements AutoCloseable {
    private static final int ATTEMPTS = 3;
    private static final int MOST_DIGITS = 32;

    private enum Phase {
        LISTENING,
        PAUSING,
        OVER
    }

    /**
     * How long things take.
     *
     * @param patience without a key, after which the caller is given up
     * @param askAgain without a key, after which it is asked again
     * @param pause after the first wrong PIN; twice as long after the second
     * @param tail of the keys that ended the PIN
     */
    record Timings(Duration patience, Duration askAgain, Duration pause, Duration tail) {
        static final Timings DEFAULT = new Timings(
                Duration.ofSeconds(30), Duration.ofSeconds(7), Duration.ofMillis(1_500), Duration.ofSeconds(1));
    }

    /** The one who is asked. */
    interface Caller {
        void hear(TonePlan tones);

        /** How many digits there are to be. */
        int digits();

        Verdict check(String typed);

        /** The PIN was right. */
        void admitted();

        void turnedAway(EndReason reason);
    }

    private final CallLoop loop;
    private final Timings timings;
    private final Caller caller;
    private final StringBuilder typed = new StringBuilder();
    private Phase phase = Phase.LISTENING;
    private int wrong;
    private boolean closed;
    private Future<?> next; // what happens if nothing else does
    private Future<?> again;

    PinEntry(CallLoop loop, Timings timings, Caller caller) {
        this.loop = loop;
        this.timings = timings;
        this.caller = caller;
    }

    /** The caller can hear now. Keys count even before. */
    void begin() {
        if (phase == Phase.LISTENING) {
            listen();
        }
    }

    /** Whether the key was for this: it must not be shown then. */
    boolean key(char key) {
        loop.assertOwner();
        if (closed) {
            return false;
        }
        if (phase == Phase.LISTENING) {
            take(key);
        }
        return true;
    }

    private void take(char key) {
        stopTimers();
        if (key == '*') {
            typed.setLength(0);
        } else if (key >= '0' && key <= '9' && typed.length() < MOST_DIGITS) {
            typed.append(key);
        }
        boolean complete = key == '#' ? typed.length() > 0 : typed.length() == caller.digits();
        if (complete) {
            decide();
        } else {
            next = loop.schedule(timings.patience(), this::giveUp);
        }
    }

    private void decide() {
        Verdict verdict = caller.check(typed.toString());
        typed.setLength(0);
        if (verdict == Verdict.RIGHT) {
            phase = Phase.OVER;
            caller.hear(PinTones.ACCEPTED);
            next = loop.schedule(PinTones.lengthOf(PinTones.ACCEPTED), this::admit);
            return;
        }
        wrong++;
        caller.hear(PinTones.WRONG);
        if (verdict == Verdict.TOO_OFTEN || wrong == ATTEMPTS) {
            phase = Phase.OVER;
            String why = wrong == ATTEMPTS
                    ? "%d wrong PINs".formatted(ATTEMPTS)
                    : "too many wrong PINs of late; try again in a few minutes";
            next = loop.schedule(PinTones.lengthOf(PinTones.WRONG), () -> turnAway(why));
        } else {
            phase = Phase.PAUSING;
            next = loop.schedule(timings.pause().multipliedBy(wrong), this::listen);
        }
    }

    private void listen() {
        phase = Phase.LISTENING;
        stopTimers();
        next = loop.schedule(timings.patience(), this::giveUp);
        ask();
    }

    private void ask() {
        caller.hear(PinTones.ASK);
        again = loop.schedule(timings.askAgain(), this::ask);
    }

    private void admit() {
        caller.admitted();
        next = loop.schedule(
                timings.tail(), this::close); // the last key may still be held, and is heard anew in the room
    }

    private void giveUp() {
        phase = Phase.OVER;
        stopTimers();
        caller.turnedAway(new EndReason.TimedOut("PIN"));
    }

    private void turnAway(String why) {
        caller.turnedAway(new EndReason.Refused(Side.LOCAL, new Refusal(403, "Forbidden", why)));
    }

    private void stopTimers() {
        for (Future<?> timer : new Future<?>[] {next, again}) {
            if (timer != null) {
                timer.cancel(false);
            }
        }
    }

    /** Asks no more. Closing twice is allowed. */
    @Override
    public void close() {
        closed = true;
        phase = Phase.OVER;
        stopTimers();
    }
}
