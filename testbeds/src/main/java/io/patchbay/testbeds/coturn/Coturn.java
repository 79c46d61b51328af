package io.patchbay.testbeds.coturn;

import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.process.ChildProcess;
import io.patchbay.testbeds.process.TemporaryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A running coturn (Debian package coturn) that knows one user. Closing ends it and deletes its files. */
public final class Coturn implements AutoCloseable {
    /** Who may have addresses relayed. */
    public static final String USER = "patchbay";

    public static final String PASSWORD = "relay me";

    private static final Path PROGRAM = Path.of("/usr/bin/turnserver");
    private static final Duration START = Duration.ofSeconds(10);

    private final InetSocketAddress address;
    private final Path directory;
    private final ChildProcess process;

    private Coturn(InetSocketAddress address, Path directory, ChildProcess process) {
        this.address = address;
        this.directory = directory;
        this.process = process;
    }

    /** Why coturn cannot be used here, or an empty text where it can. */
    public static String whyNot() {
        return Files.isExecutable(PROGRAM) ? "" : "coturn is missing: install the Debian package coturn";
    }

    /** Starts one on {@code host}, by UDP, and waits until it listens. It relays from the same address. */
    public static Coturn start(Host host) {
        try {
            Path directory = Files.createTempDirectory("patchbay-coturn");
            InetSocketAddress address = new InetSocketAddress(host.address(), freePort(host));
            String ip = address.getAddress().getHostAddress();
            List<String> command = List.of(
                    PROGRAM.toString(),
                    "-n",
                    "--listening-ip=" + ip,
                    "--relay-ip=" + ip,
                    "--listening-port=" + address.getPort(),
                    "--lt-cred-mech",
                    "--realm=patchbay.test",
                    "--user=" + USER + ":" + PASSWORD,
                    "--userdb=" + directory.resolve("users"),
                    "--pidfile=" + directory.resolve("pid"),
                    "--no-tls",
                    "--no-dtls",
                    "--no-cli",
                    "--log-file=stdout",
                    "--simple-log",
                    "--verbose");
            ChildProcess process = ChildProcess.start("coturn", host.command(command), Map.of(), directory);
            Coturn coturn = new Coturn(address, directory, process);
            try {
                process.awaitLine(line -> line.contains("UDP listener opened on"), "that it listens", START);
                return coturn;
            } catch (RuntimeException e) {
                coturn.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("coturn", e);
        }
    }

    private static int freePort(Host host) {
        return host.in(() -> {
            try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(host.address(), 0))) {
                return probe.getLocalPort();
            }
        });
    }

    public InetSocketAddress address() {
        return address;
    }

    /** As configurations have it: {@code host:port}. */
    public String hostAndPort() {
        return address.getAddress().getHostAddress() + ":" + address.getPort();
    }

    /** Waits until an address was allocated. */
    public void awaitAllocation(Duration deadline) {
        process.awaitLine(line -> line.contains("ALLOCATE processed, success"), "that it has allocated", deadline);
    }

    /** Waits until an address was given back by who had it, rather than by running out. */
    public void awaitGivenBack(Duration deadline) {
        process.awaitLine(line -> line.contains("lifetime=0"), "that an address is given back", deadline);
    }

    /** What it has written. */
    public String output() {
        return process.text();
    }

    @Override
    public void close() {
        process.close();
        TemporaryFiles.delete(directory);
    }
}
