package io.patchbay.testbeds.janus;

import io.patchbay.testbeds.process.ChildProcess;
import io.patchbay.testbeds.process.TemporaryFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A running Janus (Debian package janus) on loopback with its AudioBridge and its WebSocket API alone. Closing ends it and deletes its files. */
public final class Janus implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/janus");
    private static final Duration START = Duration.ofSeconds(15);

    private final InetSocketAddress address;
    private final Path directory;
    private final ChildProcess process;

    private Janus(InetSocketAddress address, Path directory, ChildProcess process) {
        this.address = address;
        this.directory = directory;
        this.process = process;
    }

    /** Why it cannot be used here, or an empty text where it can. */
    public static String whyNot() {
        return Files.isExecutable(PROGRAM) ? "" : "Janus is missing: install the Debian package janus";
    }

    /** Starts one and waits until it listens. */
    public static Janus start() {
        try {
            InetSocketAddress address = freeAddress();
            Path directory = Files.createTempDirectory("patchbay-janus");
            Files.writeString(
                    directory.resolve("janus.jcfg"),
                    """
                    general: { debug_level = 2, debug_colors = false, protected_folders = [] }
                    nat: { ice_lite = true }
                    media: { rtp_port_range = "33000-36000" }
                    plugins: { disable = "libjanus_duktape.so,libjanus_echotest.so,libjanus_lua.so,libjanus_nosip.so,libjanus_recordplay.so,libjanus_sip.so,libjanus_streaming.so,libjanus_textroom.so,libjanus_videocall.so,libjanus_videoroom.so,libjanus_voicemail.so" }
                    transports: { disable = "libjanus_http.so,libjanus_mqtt.so,libjanus_nanomsg.so,libjanus_pfunix.so,libjanus_rabbitmq.so" }
                    """);
            Files.writeString(
                    directory.resolve("janus.transport.websockets.jcfg"),
                    """
                    general: { json = "compact", ws = true, ws_ip = "%s", ws_port = %d, wss = false }
                    admin: { admin_ws = false, admin_wss = false }
                    """
                            .formatted(address.getAddress().getHostAddress(), address.getPort()));
            Files.writeString(
                    directory.resolve("janus.plugin.audiobridge.jcfg"),
                    """
                    general: { local_ip = "%s", rtp_port_range = "36000-39000" }
                    """
                            .formatted(address.getAddress().getHostAddress()));
            List<String> command = List.of(
                    PROGRAM.toString(), "--configs-folder=" + directory, "--config=" + directory.resolve("janus.jcfg"));
            Janus janus = new Janus(address, directory, ChildProcess.start("janus", command, Map.of(), directory));
            try {
                janus.awaitListening();
                return janus;
            } catch (RuntimeException e) {
                janus.close();
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException("janus: cannot write its configuration", e);
        }
    }

    private void awaitListening() {
        long end = System.nanoTime() + START.toNanos();
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("janus does not listen; it wrote:\n" + process.tail());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private static InetSocketAddress freeAddress() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return new InetSocketAddress(socket.getInetAddress(), socket.getLocalPort());
        }
    }

    /** Of its WebSocket API. */
    public InetSocketAddress address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
        TemporaryFiles.delete(directory);
    }
}
