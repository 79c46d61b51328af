package io.patchbay.testbeds.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the host of a virtual machine takes away from it from now on ({@code /proc/stat}). */
final class StealClock {
    private static final Path STAT = Path.of("/proc/stat");
    private static final int STEAL = 8; // proc(5): cpu user nice system idle iowait irq softirq steal
    private static final double TICKS_PER_SECOND = 100;

    private final long before = ticks();
    private final long begin = System.nanoTime();

    /** In percent of one core. */
    double percent() {
        double seconds = (System.nanoTime() - begin) / 1e9;
        return 100 * (ticks() - before) / TICKS_PER_SECOND / seconds;
    }

    private static long ticks() {
        try {
            return Long.parseLong(Files.readAllLines(STAT).get(0).split("\\s+")[STEAL]);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + STAT, e);
        }
    }
}
