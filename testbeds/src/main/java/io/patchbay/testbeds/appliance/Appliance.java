package io.patchbay.testbeds.appliance;

import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.net.PortBlock;
import io.patchbay.testbeds.process.ChildProcess;
import io.patchbay.testbeds.process.OutputLine;
import io.patchbay.testbeds.process.ProcessFailure;
import io.patchbay.testbeds.process.ProcessStatistics;
import io.patchbay.testbeds.process.TemporaryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The real appliance, running as a child process with ports and a data folder of its own. Closing asks it to end, ends it
 * where it does not, and deletes the folder. Use from any thread.
 */
public final class Appliance implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(120);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final String MAIN = "io.patchbay.gateway.Main";

    /** Functional tests: it starts in a third of the time. */
    private static final List<String> QUICK_START = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    /** As the launcher has it. */
    private static final Map<String, String> ENVIRONMENT = Map.of("MALLOC_ARENA_MAX", "2");

    /** As the launcher has them. */
    private static final List<String> AS_SHIPPED = List.of(
            "-Xms128m",
            "-Xmx1024m",
            "-XX:+UseG1GC",
            "-XX:MaxGCPauseMillis=10",
            "-XX:GCTimeRatio=3",
            "-XX:+ExitOnOutOfMemoryError");

    private final ApplianceConfiguration configuration;
    private final Path directory;
    private final PortBlock ports;
    private volatile ChildProcess process; // replaced by restart
    private final ApplianceHttp http;

    private Appliance(ApplianceConfiguration configuration, Path directory, PortBlock ports, ChildProcess process) {
        this.configuration = configuration;
        this.directory = directory;
        this.ports = ports;
        this.process = process;
        this.http = new ApplianceHttp(configuration.host());
    }

    /** Starts one on loopback with the default configuration, and waits until it is ready. */
    public static Appliance start() {
        return start(Host.loopback(), configuration -> {});
    }

    /**
     * Starts one and waits until it is ready.
     *
     * @param settings changes the configuration before it is written
     * @throws ProcessFailure where it does not get ready in time; the message has its log
     */
    public static Appliance start(Host host, Consumer<ApplianceConfiguration> settings) {
        return awaitReady(launch(host, settings));
    }

    private static Appliance awaitReady(Appliance appliance) {
        try {
            appliance.awaitReady(START);
            return appliance;
        } catch (RuntimeException e) {
            appliance.close();
            throw e;
        }
    }

    /** Starts one with the options that the product is run with, where its speed is measured. */
    public static Appliance startAsShipped(Host host, Consumer<ApplianceConfiguration> settings) {
        return awaitReady(launch(host, settings, AS_SHIPPED));
    }

    /** Starts one without waiting, for tests of what it says. */
    public static Appliance launch(Host host, Consumer<ApplianceConfiguration> settings) {
        return launch(host, settings, QUICK_START);
    }

    private static Appliance launch(Host host, Consumer<ApplianceConfiguration> settings, List<String> options) {
        PortBlock ports = PortBlock.claim();
        try {
            Path directory = Files.createTempDirectory("patchbay-testbed");
            ApplianceConfiguration configuration = ApplianceConfiguration.on(host, ports, directory);
            settings.accept(configuration);
            Files.writeString(directory.resolve("patchbay.yaml"), configuration.yaml());
            List<String> command = host.command(java(options, "serve", "--config", directory.resolve("patchbay.yaml")));
            ChildProcess process = ChildProcess.start("appliance", command, ENVIRONMENT, directory);
            return new Appliance(configuration, directory, ports, process);
        } catch (IOException e) {
            ports.close();
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> java(List<String> options, Object... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ProcessHandle.current().info().command().orElse("java"));
        command.addAll(options);
        command.addAll(List.of("-cp", Repository.classPath(), MAIN));
        Stream.of(arguments).map(Object::toString).forEach(command::add);
        return command;
    }

    /** Runs one of the appliance's other commands with this one's configuration, to its end. */
    public ChildProcess command(String name, String... arguments) {
        List<Object> all = new ArrayList<>(List.of(name, "--config", configurationFile()));
        all.addAll(List.of(arguments));
        ChildProcess child = ChildProcess.start(
                "patchbay " + name,
                configuration.host().command(java(QUICK_START, all.toArray())),
                Map.of(),
                directory);
        child.awaitExit(START);
        return child;
    }

    private void awaitReady(Duration deadline) {
        AtomicReference<String> answer = new AtomicReference<>("nothing");
        try {
            await("/readyz answers 200", deadline, appliance -> {
                try {
                    ApplianceHttp.Response ready = http.get(url("/readyz"));
                    answer.set(ready.body());
                    return ready.status() == 200;
                } catch (IllegalStateException e) {
                    answer.set(e.getMessage()); // it does not listen yet
                    return false;
                }
            });
        } catch (ProcessFailure e) {
            throw new ProcessFailure(e.getMessage() + "/readyz said last: " + answer.get(), e);
        }
    }

    /**
     * Waits until something holds of this appliance, looking ten times a second.
     *
     * @throws ProcessFailure where it does not hold in time or the appliance has ended
     */
    public void await(String description, Duration deadline, Predicate<Appliance> condition) {
        long end = System.nanoTime() + deadline.toNanos();
        while (!condition.test(this)) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new ProcessFailure("appliance: %s before %s; its log:%n%s"
                        .formatted(process.isAlive() ? deadline + " passed" : "it ended", description, process.tail()));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    public ApplianceConfiguration configuration() {
        return configuration;
    }

    public Path configurationFile() {
        return directory.resolve("patchbay.yaml");
    }

    public Path dataDirectory() {
        return directory.resolve("data");
    }

    /** Writes the configuration again, changed, without telling the appliance. */
    public void rewriteConfiguration(Consumer<ApplianceConfiguration> changes) {
        changes.accept(configuration);
        try {
            Files.writeString(configurationFile(), configuration.yaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where phones send their SIP. */
    public InetSocketAddress sip() {
        return configuration.sip();
    }

    public InetSocketAddress sipTls() {
        return configuration.sipTls();
    }

    /** A URL of plain HTTP, for this machine's own browsers. */
    public String url(String path) {
        return "http://%s:%d%s"
                .formatted(
                        configuration.http().getAddress().getHostAddress(),
                        configuration.http().getPort(),
                        path);
    }

    /** A URL of HTTPS. */
    public String secureUrl(String path) {
        return "https://%s:%d%s"
                .formatted(
                        configuration.https().getAddress().getHostAddress(),
                        configuration.https().getPort(),
                        path);
    }

    public ApplianceHttp http() {
        return http;
    }

    /** A request of the administration's API, with its token. */
    public ApplianceHttp.Response api(String method, String path, String json) {
        try {
            String token =
                    Files.readString(dataDirectory().resolve("admin.token")).strip();
            Map<String, String> headers =
                    Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
            return http.request(method, url(path), headers, json);
        } catch (IOException e) {
            throw new UncheckedIOException("appliance: no admin.token", e);
        }
    }

    public ApplianceMetrics metrics() {
        return ApplianceMetrics.parse(http.get(url("/metrics")).body());
    }

    public long pid() {
        return process.pid();
    }

    public ProcessStatistics statistics() {
        return ProcessStatistics.of(process.pid());
    }

    /** Its log so far. */
    public List<OutputLine> log() {
        return process.lines();
    }

    public OutputLine awaitLog(Predicate<String> line, String description, Duration deadline) {
        return process.awaitLine(line, description, deadline);
    }

    /** Waits until each of these metrics is 0. */
    public void awaitZero(Duration deadline, String... names) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            ApplianceMetrics now = metrics();
            List<String> left = Stream.of(names)
                    .filter(name -> now.sum(name) != 0)
                    .map(name -> name + " " + now.sum(name))
                    .toList();
            if (left.isEmpty()) {
                return;
            }
            if (System.nanoTime() > end) {
                throw new AssertionError("left behind after %s: %s".formatted(deadline, left));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(100));
        }
    }

    public void signal(String name) {
        process.signal(name);
    }

    /** Waits for its end and returns its exit code. */
    public int awaitExit(Duration deadline) {
        return process.awaitExit(deadline);
    }

    /** Asks it to end (SIGTERM) and waits. Returns its exit code. */
    public int stop() {
        process.signal("TERM");
        return process.awaitExit(STOP);
    }

    /** Ends it in order, starts it again with the same configuration and data, and waits until it is ready. */
    public void restart() {
        stop();
        process.close();
        List<String> command =
                configuration.host().command(java(QUICK_START, "serve", "--config", configurationFile()));
        process = ChildProcess.start("appliance", command, ENVIRONMENT, directory);
        awaitReady(START);
    }

    @Override
    public void close() {
        try {
            if (process.isAlive()) {
                stop();
            }
        } finally {
            process.close();
            ports.close();
            TemporaryFiles.delete(directory);
        }
    }
}
