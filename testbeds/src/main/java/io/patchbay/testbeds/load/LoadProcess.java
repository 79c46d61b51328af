package io.patchbay.testbeds.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.testbeds.process.ChildProcess;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A load in a process of its own, so that what it costs is nobody else's. Closing ends its calls. Used by one thread. */
public final class LoadProcess implements AutoCloseable {
    private static final Duration SET_UP = Duration.ofSeconds(120);
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final ChildProcess process;
    private int reports;

    private LoadProcess(ChildProcess process) {
        this.process = process;
    }

    /** Returns when all calls are up and packets flow. */
    public static LoadProcess start(LoadPlan plan) {
        try {
            List<String> command = List.of(
                    ProcessHandle.current().info().command().orElse("java"),
                    "-Xmx256m",
                    "-XX:+UseSerialGC",
                    "-cp",
                    System.getProperty("java.class.path"),
                    LoadMain.class.getName(),
                    MAPPER.writeValueAsString(plan));
            ChildProcess process = ChildProcess.start("load", command, Map.of(), Path.of("."));
            LoadProcess load = new LoadProcess(process);
            try {
                process.awaitLine(LoadMain.READY::equals, LoadMain.READY, SET_UP);
            } catch (RuntimeException e) {
                process.close();
                throw e;
            }
            return load;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON: " + plan, e);
        }
    }

    /** Begins to count. */
    public void begin() {
        say("begin");
        process.awaitLine(LoadMain.BEGUN::equals, LoadMain.BEGUN, PATIENCE);
    }

    /** What it counted since it began. */
    public LoadReport end() {
        say("end");
        reports++;
        process.awaitLine(line -> line.startsWith(LoadMain.REPORT) && reportLines() >= reports, "its report", PATIENCE);
        String last = process.lines().stream()
                .map(line -> line.text())
                .filter(text -> text.startsWith(LoadMain.REPORT))
                .reduce((first, second) -> second)
                .orElseThrow();
        try {
            return MAPPER.readValue(last.substring(LoadMain.REPORT.length()), LoadReport.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not a report: " + last, e);
        }
    }

    private long reportLines() {
        return process.lines().stream()
                .filter(line -> line.text().startsWith(LoadMain.REPORT))
                .count();
    }

    private void say(String line) {
        try {
            OutputStream out = process.input();
            out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("load: cannot be told to " + line, e);
        }
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            say("quit");
            process.awaitExit(PATIENCE);
        }
        process.close();
    }
}
