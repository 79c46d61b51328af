package io.patchbay.testbeds.bench;

import io.patchbay.testbeds.process.ProcessStatistics;
import io.patchbay.testbeds.sipp.LoadResult;
import io.patchbay.testbeds.sipp.SippLoad;
import java.time.Duration;
import java.util.function.Supplier;

/**
 * Looks for the highest rate at which no call fails and nothing is repeated: short probes upwards until one is not clean, then
 * long runs downwards until one is.
 */
final class SustainedRate {
    private static final double UP = 1.4;
    private static final double DOWN = 0.88;
    private static final int MOST = 20_000; // calls a second
    private static final int TRIES = 5;

    private final SippLoad load;
    private final Supplier<ProcessStatistics> server;
    private final Runnable settle;

    /**
     * A long run.
     *
     * @param corePercent what the server took of the processors while it lasted, in percent of one core
     */
    record Held(LoadResult load, double corePercent) {

        double callsPerSecond() {
            return load.isClean() ? load.callsPerSecond() : 0;
        }
    }

    /** @param settle waits until nothing of the run before is under way */
    SustainedRate(SippLoad load, Supplier<ProcessStatistics> server, Runnable settle) {
        this.load = load;
        this.server = server;
        this.settle = settle;
    }

    /** The highest clean rate of the probes; 0 where not even {@code first} is clean. */
    int probe(int first, Duration each) {
        int best = 0;
        for (int rate = first; rate <= MOST; rate = (int) Math.ceil(rate * UP)) {
            settle.run();
            if (!run(rate, each).isClean()) {
                return best;
            }
            best = rate;
        }
        return best;
    }

    /** A long run at {@code rate} or, where that is not clean, a lower one. The last one, clean or not. */
    Held sustain(int rate, Duration duration) {
        int now = rate;
        Held held = hold(now, duration);
        for (int i = 1; i < TRIES && !held.load().isClean(); i++) {
            now = Math.max(1, (int) (now * DOWN));
            held = hold(now, duration);
        }
        return held;
    }

    private Held hold(int rate, Duration duration) {
        settle.run();
        ProcessorClock clock = new ProcessorClock(server);
        LoadResult result = run(rate, duration);
        return new Held(result, clock.percent());
    }

    private LoadResult run(int rate, Duration duration) {
        LoadResult result = load.run(rate, duration);
        Progress.say(
                "%d calls a second for %d s on %s: %d of %d went well, %d messages were repeated",
                rate,
                duration.toSeconds(),
                load.target(),
                result.successful(),
                result.created(),
                result.retransmissions());
        return result;
    }
}
