package io.patchbay.testbeds.bench;

import io.patchbay.testbeds.load.LoadPlan;
import io.patchbay.testbeds.load.LoadProcess;
import io.patchbay.testbeds.load.LoadReport;
import io.patchbay.testbeds.process.ProcessStatistics;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** What a process, with all that it has started, costs under a load. */
final class LoadedProcess {
    private final long pid;

    /** @param pid of the process; its descendants count too */
    LoadedProcess(long pid) {
        this.pid = pid;
    }

    /**
     * What was measured.
     *
     * @param corePercent of the process and its descendants, in percent of one core
     * @param residentMegabytes their memory at the end
     * @param stealPercent what the machine's host took away meanwhile, in percent of one core
     */
    record Measured(LoadPlan plan, double corePercent, double residentMegabytes, double stealPercent, LoadReport load) {

        double perCall() {
            return corePercent / plan.calls();
        }

        @Override
        public String toString() {
            return "%s, %d calls in rooms of %d%s%s: %.3f %% of a core a call, %.0f MB; %d packets in, %d out, %d lost, %d late, "
                            .formatted(
                                    plan.target(),
                                    plan.calls(),
                                    plan.perRoom(),
                                    plan.listeners() ? " with browsers" : "",
                                    plan.alwaysSpeaking() ? ", all speaking" : "",
                                    perCall(),
                                    residentMegabytes,
                                    load.sent(),
                                    load.received(),
                                    load.lost(),
                                    load.late())
                    + "%d phones and %d browsers hear nothing, %d of %d voices heard, %d hear themselves; load %.3f %% a call, steal %.1f %%"
                            .formatted(
                                    load.silentPhones(),
                                    load.silentListeners(),
                                    load.heard(),
                                    load.listened(),
                                    load.ownHeard(),
                                    load.corePercent() / plan.calls(),
                                    stealPercent);
        }
    }

    /** Measures a load that is up and warm. */
    Measured measure(LoadPlan plan, LoadProcess load, Duration duration) {
        StealClock steal = new StealClock();
        load.begin();
        ProcessorClock clock = new ProcessorClock(this::statistics);
        pause(duration);
        double core = clock.percent();
        double taken = steal.percent();
        double resident = statistics().residentBytes() / 1e6;
        Measured measured = new Measured(plan, core, resident, taken, load.end());
        Progress.say("%s", measured);
        return measured;
    }

    private ProcessStatistics statistics() {
        return Stream.concat(
                        Stream.of(pid),
                        ProcessHandle.of(pid).stream()
                                .flatMap(ProcessHandle::descendants)
                                .map(ProcessHandle::pid))
                .map(ProcessStatistics::of)
                .reduce(ProcessStatistics::plus)
                .orElseThrow();
    }

    static void pause(Duration duration) {
        long end = System.nanoTime() + duration.toNanos();
        while (System.nanoTime() < end) {
            LockSupport.parkNanos(Math.min(end - System.nanoTime(), TimeUnit.SECONDS.toNanos(1)));
        }
    }
}
