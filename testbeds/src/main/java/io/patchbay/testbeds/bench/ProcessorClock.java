package io.patchbay.testbeds.bench;

import io.patchbay.testbeds.process.ProcessStatistics;
import java.util.function.Supplier;

/** What a process takes of the processors from now on. */
final class ProcessorClock {
    private final Supplier<ProcessStatistics> process;
    private final ProcessStatistics before;
    private final long begin = System.nanoTime();

    ProcessorClock(Supplier<ProcessStatistics> process) {
        this.process = process;
        this.before = process.get();
    }

    /** In percent of one core, user and system together. */
    double percent() {
        long passed = System.nanoTime() - begin;
        return 100.0
                * process.get().processorTime().minus(before.processorTime()).toNanos()
                / passed;
    }
}
