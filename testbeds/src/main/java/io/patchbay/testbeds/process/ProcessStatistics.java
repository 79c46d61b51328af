package io.patchbay.testbeds.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * What the kernel says of a process (Linux's {@code /proc}).
 *
 * @param threads its threads
 * @param openFiles its file descriptors, sockets among them
 * @param processorTime what it has used of the processors, user and system, since its start
 * @param residentBytes its memory
 */
public record ProcessStatistics(int threads, int openFiles, Duration processorTime, long residentBytes) {
    private static final long TICKS_PER_SECOND = 100; // USER_HZ is 100 on every Linux that Debian builds
    private static final long PAGE_BYTES = 4096;

    /** @throws ProcessFailure where there is no such process */
    public static ProcessStatistics of(long pid) {
        Path proc = Path.of("/proc", Long.toString(pid));
        try (Stream<Path> files = Files.list(proc.resolve("fd"))) {
            String stat = Files.readString(proc.resolve("stat"));
            // proc(5): field 2 is the name in brackets and may hold blanks; counted from 3 behind it
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            long ticks = Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
            return new ProcessStatistics(
                    Integer.parseInt(fields[17]),
                    (int) files.count(),
                    Duration.ofMillis(ticks * 1000 / TICKS_PER_SECOND),
                    Long.parseLong(fields[21]) * PAGE_BYTES);
        } catch (IOException e) {
            throw new ProcessFailure("process %d: cannot read %s: %s".formatted(pid, proc, e.getMessage()), e);
        }
    }

    /** Both processes together. */
    public ProcessStatistics plus(ProcessStatistics other) {
        return new ProcessStatistics(
                threads + other.threads,
                openFiles + other.openFiles,
                processorTime.plus(other.processorTime),
                residentBytes + other.residentBytes);
    }
}
