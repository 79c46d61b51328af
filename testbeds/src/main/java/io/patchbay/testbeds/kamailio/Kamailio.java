package io.patchbay.testbeds.kamailio;

import io.patchbay.testbeds.process.ChildProcess;
import io.patchbay.testbeds.process.TemporaryFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A running Kamailio (Debian package kamailio) on loopback, UDP and TCP: whoever registers is believed and found, and every
 * request of a dialog has to come through it. Closing ends it and deletes its files.
 */
public final class Kamailio implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/kamailio");
    private static final Duration START = Duration.ofSeconds(10);

    private final InetSocketAddress address;
    private final Path directory;
    private final ChildProcess process;

    private Kamailio(InetSocketAddress address, Path directory, ChildProcess process) {
        this.address = address;
        this.directory = directory;
        this.process = process;
    }

    /** Why Kamailio cannot be used here, or an empty text where it can. */
    public static String whyNot() {
        return Files.isExecutable(PROGRAM) ? "" : "Kamailio is missing: install the Debian package kamailio";
    }

    /** Starts one and waits until it listens. */
    public static Kamailio start() {
        try {
            InetSocketAddress address = freeAddress();
            Path directory = Files.createTempDirectory("patchbay-kamailio");
            Files.writeString(directory.resolve("proxy.cfg"), configuration(address));
            List<String> command =
                    List.of(PROGRAM.toString(), "-DD", "-E", "-m", "32", "-f", "proxy.cfg", "-Y", directory.toString());
            Kamailio kamailio =
                    new Kamailio(address, directory, ChildProcess.start("kamailio", command, Map.of(), directory));
            try {
                kamailio.process.awaitLine(line -> line.contains("Listening on"), "that it listens", START);
                return kamailio;
            } catch (RuntimeException e) {
                kamailio.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("kamailio", e);
        }
    }

    private static String configuration(InetSocketAddress address) throws IOException {
        try (InputStream in = Kamailio.class.getResourceAsStream("/kamailio/proxy.cfg")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("@ADDRESS@", address.getAddress().getHostAddress())
                    .replace("@PORT@", Integer.toString(address.getPort()));
        }
    }

    private static InetSocketAddress freeAddress() throws SocketException {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        try (DatagramSocket probe = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
            return new InetSocketAddress(loopback, probe.getLocalPort());
        }
    }

    public InetSocketAddress address() {
        return address;
    }

    @Override
    public void close() {
        process.close();
        TemporaryFiles.delete(directory);
    }
}
