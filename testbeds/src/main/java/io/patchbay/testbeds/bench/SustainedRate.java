package io.patchbay.testbeds.bench;

import io.patchbay.testbeds.process.ProcessStatistics;
import io.patchbay.testbeds.sipp.LoadResult;
import io.patchbay.testbeds.sipp.SippLoad;
import java.time.Duration;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * Looks for the highest rate at which no call fails, none is without media and nothing is repeated: short probes upwards until one is not clean, then
 * long runs downwards until one is.
 */
final class SustainedRate {
    private static final double UP = 1.5;
    private static final double DOWN = 0.75; // what a burst of seconds bears is more than what goes on for a minute
    private static final int MOST = 20_000; // calls a second
    private static final int TRIES = 5;

    private final SippLoad load;
    private final Supplier<ProcessStatistics> server;
    private final ToLongFunction<LoadResult> media;
    private final Runnable settle;

    /**
     * A long run.
     *
     * @param withMedia calls to which RTP came
     * @param corePercent what the server took of the processors while it lasted, in percent of one core
     */
    record Held(LoadResult load, long withMedia, double corePercent) {

        double callsPerSecond() {
            return isClean() ? load.callsPerSecond() : 0;
        }

        boolean isClean() {
            return load.isClean() && withMedia >= load.successful();
        }
    }

    /**
     * @param media how many calls of a load were sent RTP
     * @param settle waits until nothing of the run before is under way
     */
    SustainedRate(
            SippLoad load, Supplier<ProcessStatistics> server, ToLongFunction<LoadResult> media, Runnable settle) {
        this.load = load;
        this.server = server;
        this.media = media;
        this.settle = settle;
    }

    /** The highest clean rate of the probes; 0 where not even {@code first} is clean. */
    int probe(int first, Duration each) {
        int best = 0;
        for (int rate = first; rate <= MOST; rate = (int) Math.ceil(rate * UP)) {
            // Twice: one hiccup of a busy machine says nothing about the server
            if (!hold(rate, each).isClean() && !hold(rate, each).isClean()) {
                return best;
            }
            best = rate;
        }
        return best;
    }

    /** A long run somewhat below the {@code best} of the probes or, where that is not clean, lower still. The last one, clean or not. */
    Held sustain(int best, Duration duration) {
        int now = Math.max(1, (int) (best * DOWN));
        Held held = hold(now, duration);
        for (int i = 1; i < TRIES && !held.isClean(); i++) {
            now = Math.max(1, (int) (now * DOWN));
            held = hold(now, duration);
        }
        return held;
    }

    private Held hold(int rate, Duration duration) {
        settle.run();
        ProcessorClock clock = new ProcessorClock(server);
        LoadResult result = load.run(rate, duration);
        Held held = new Held(result, media.applyAsLong(result), clock.percent());
        Progress.say(
                "%d calls a second for %d s on %s: %d of %d went well, %d with RTP, %d messages were repeated",
                rate,
                duration.toSeconds(),
                load.target(),
                result.successful(),
                result.created(),
                held.withMedia(),
                result.retransmissions());
        return held;
    }
}
