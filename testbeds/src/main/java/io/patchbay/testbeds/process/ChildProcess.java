package io.patchbay.testbeds.process;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * A process that we started and that we end. One reader thread collects its output (stdout and stderr together);
 * everything else may be called from any thread.
 */
public final class ChildProcess implements AutoCloseable {
    private static final int LINES_KEPT = 50_000;
    private static final int LINES_SHOWN = 40;

    private final String name;
    private final Process process;
    private final Thread reader;
    private final Deque<OutputLine> lines = new ArrayDeque<>(); // guarded by this
    private long linesRead; // guarded by this
    private boolean outputEnded; // guarded by this

    private ChildProcess(String name, Process process) {
        this.name = name;
        this.process = process;
        this.reader = new Thread(this::read, name + "-output");
        reader.setDaemon(true);
        reader.start();
    }

    /**
     * Starts a program.
     *
     * @param name how messages call it
     * @param environment added to ours
     * @param directory where it runs
     * @throws ProcessFailure where it cannot be started
     */
    public static ChildProcess start(
            String name, List<String> command, Map<String, String> environment, Path directory) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true);
        builder.environment().putAll(environment);
        try {
            return new ChildProcess(name, builder.start());
        } catch (IOException e) {
            throw new ProcessFailure("%s: cannot start %s: %s".formatted(name, command, e.getMessage()), e);
        }
    }

    /** Runs a short command to its end and returns its output; anything but exit code 0 is a failure. */
    public static String run(Duration deadline, String... command) {
        try (ChildProcess child = start(command[0], List.of(command), Map.of(), Path.of("."))) {
            int code = child.awaitExit(deadline);
            if (code != 0) {
                throw new ProcessFailure(
                        "%s: exit code %d%n%s".formatted(String.join(" ", command), code, child.tail()));
            }
            return child.text();
        }
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Its standard input. */
    public OutputStream input() {
        return process.getOutputStream();
    }

    /** What it has written so far, oldest first; of very much output the newest part. */
    public synchronized List<OutputLine> lines() {
        return List.copyOf(lines);
    }

    /** How many lines it has written, whether still kept or not. */
    public synchronized long linesRead() {
        return linesRead;
    }

    /** Everything in {@link #lines()} as one text. */
    public String text() {
        StringBuilder text = new StringBuilder();
        lines().forEach(line -> text.append(line.text()).append('\n'));
        return text.toString();
    }

    /** The last lines, for messages. */
    public String tail() {
        List<OutputLine> all = lines();
        StringBuilder text = new StringBuilder();
        all.subList(Math.max(0, all.size() - LINES_SHOWN), all.size())
                .forEach(line -> text.append("    ").append(line.text()).append('\n'));
        return text.toString();
    }

    /**
     * Waits for a line, one already written included.
     *
     * @throws ProcessFailure where it does not come in time, or cannot come any more
     */
    public synchronized OutputLine awaitLine(Predicate<String> wanted, String description, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            for (OutputLine line : lines) {
                if (wanted.test(line.text())) {
                    return line;
                }
            }
            long left = end - System.nanoTime();
            if (left <= 0 || outputEnded) {
                throw new ProcessFailure("%s: %s without writing %s; it wrote:%n%s"
                        .formatted(name, outputEnded ? "ended" : "ran " + deadline, description, tail()));
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new ProcessFailure(name + ": interrupted while waiting for " + description, e);
            }
        }
    }

    /** Sends a signal by name, as in {@code HUP}. */
    public void signal(String signal) {
        run(Duration.ofSeconds(5), "kill", "-" + signal, Long.toString(process.pid()));
    }

    /**
     * Waits for the end of the process and of its output.
     *
     * @return its exit code; 128 + signal where a signal ended it
     * @throws ProcessFailure where it still runs at the deadline
     */
    public int awaitExit(Duration deadline) {
        try {
            if (!process.waitFor(deadline.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new ProcessFailure("%s: still running after %s; it wrote:%n%s".formatted(name, deadline, tail()));
            }
            reader.join(1_000);
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProcessFailure(name + ": interrupted while waiting for its end", e);
        }
    }

    /** Ends the process and its children: SIGTERM, and SIGKILL two seconds later. */
    @Override
    public void close() {
        List<ProcessHandle> descendants = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(2, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor(2, TimeUnit.SECONDS);
            }
            descendants.forEach(ProcessHandle::destroyForcibly);
            reader.join(1_000);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (BufferedReader in = process.inputReader(StandardCharsets.UTF_8)) {
            for (String text = in.readLine(); text != null; text = in.readLine()) {
                add(new OutputLine(Instant.now(), text));
            }
        } catch (IOException e) {
            add(new OutputLine(Instant.now(), "(its output broke off: " + e.getMessage() + ")"));
        } finally {
            end();
        }
    }

    private synchronized void add(OutputLine line) {
        if (lines.size() == LINES_KEPT) {
            lines.removeFirst();
        }
        lines.addLast(line);
        linesRead++;
        notifyAll();
    }

    private synchronized void end() {
        outputEnded = true;
        notifyAll();
    }
}
