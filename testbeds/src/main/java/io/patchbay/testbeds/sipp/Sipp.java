package io.patchbay.testbeds.sipp;

import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.process.ChildProcess;
import io.patchbay.testbeds.process.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Runs SIPp (Debian package sip-tester). */
public final class Sipp {
    static final Path PROGRAM = Path.of("/usr/bin/sipp");

    private final Host host;

    public Sipp(Host host) {
        this.host = host;
    }

    /** Why SIPp cannot be used here, or an empty text where it can. */
    public static String whyNot() {
        return Files.isExecutable(PROGRAM) ? "" : "SIPp is missing: install the Debian package sip-tester";
    }

    /** Runs a scenario to its end. */
    public SippResult run(SippRun run) {
        try (Running running = start(run)) {
            return running.await();
        }
    }

    /** Starts a scenario. */
    public Running start(SippRun run) {
        try {
            Path directory = Files.createTempDirectory("patchbay-sipp");
            Path scenario = directory.resolve(run.scenario() + ".xml");
            // SIPp takes no keyword within [authentication]
            String text = (run.script() == null
                            ? resource(run.scenario())
                            : run.script().xml())
                    .replace("[user]", run.service());
            for (Map.Entry<String, String> keyword : run.keywords().entrySet()) {
                text = text.replace("[" + keyword.getKey() + "]", keyword.getValue());
            }
            Files.writeString(scenario, text);
            List<String> command = host.command(command(run, scenario));
            ChildProcess process =
                    ChildProcess.start("sipp " + run.scenario(), command, Map.of("TERM", "dumb"), directory);
            return new Running(run, process, directory);
        } catch (IOException e) {
            throw new UncheckedIOException("sipp " + run.scenario(), e);
        }
    }

    private List<String> command(SippRun run, Path scenario) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString()));
        command.add(
                run.target().getAddress().getHostAddress() + ":" + run.target().getPort());
        command.addAll(List.of("-sf", scenario.toString(), "-s", run.service(), "-t", run.transport()));
        command.addAll(List.of(
                "-i",
                run.from().getHostAddress(),
                "-p",
                Integer.toString(run.port() == 0 ? freePort(run) : run.port())));
        command.addAll(List.of("-m", Integer.toString(run.calls()), "-r", Integer.toString(rate(run))));
        command.addAll(List.of("-rp", run.ratePerSecond() < 1 ? "10000" : "1000", "-l", "1000"));
        command.addAll(List.of("-timeout", run.deadline().toSeconds() + "s", "-timeout_error", "-nostdin"));
        command.addAll(List.of("-trace_err", "-error_file", "errors.log"));
        if (!run.strict()) {
            command.addAll(List.of("-default_behaviors", "all,-abortunexp"));
        }
        return command;
    }

    private static int rate(SippRun run) {
        return (int) Math.max(1, Math.round(run.ratePerSecond() < 1 ? run.ratePerSecond() * 10 : run.ratePerSecond()));
    }

    private int freePort(SippRun run) {
        return host.in(() -> {
            try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(run.from(), 0))) {
                return probe.getLocalPort();
            }
        });
    }

    static String resource(String scenario) throws IOException {
        try (InputStream in = Sipp.class.getResourceAsStream("/sipp/" + scenario + ".xml")) {
            if (in == null) {
                throw new IllegalArgumentException("no scenario resources/sipp/" + scenario + ".xml");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A run under way. Closing ends it and deletes its files. */
    public static final class Running implements AutoCloseable {
        private final SippRun run;
        private final ChildProcess process;
        private final Path directory;

        private Running(SippRun run, ChildProcess process, Path directory) {
            this.run = run;
            this.process = process;
            this.directory = directory;
        }

        /** Waits for its end. */
        public SippResult await() {
            int code = process.awaitExit(run.deadline().plus(Duration.ofSeconds(10)));
            return new SippResult(code, count("Successful call"), count("Failed call"), errors(), process.tail());
        }

        private int count(String line) {
            Matcher matcher = Pattern.compile(Pattern.quote(line) + "\\s*\\|\\s*\\d+\\s*\\|\\s*(\\d+)")
                    .matcher(process.text());
            int last = 0;
            while (matcher.find()) {
                last = Integer.parseInt(matcher.group(1));
            }
            return last;
        }

        private String errors() {
            try {
                Path file = directory.resolve("errors.log");
                return Files.exists(file)
                        ? Files.readString(file, StandardCharsets.ISO_8859_1)
                        : ""; // stray packets too
            } catch (IOException e) {
                throw new UncheckedIOException("sipp " + run.scenario(), e);
            }
        }

        @Override
        public void close() {
            process.close();
            TemporaryFiles.delete(directory);
        }
    }
}
