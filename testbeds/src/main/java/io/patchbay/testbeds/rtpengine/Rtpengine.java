package io.patchbay.testbeds.rtpengine;

import io.patchbay.testbeds.process.ChildProcess;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A running rtpengine (Debian package rtpengine-daemon) on loopback, in user space, with its defaults. Closing ends it. */
public final class Rtpengine implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/bin/rtpengine");
    private static final Duration START = Duration.ofSeconds(10);
    private static final byte[] PING = "1 d7:command4:pinge".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final InetSocketAddress address;
    private final ChildProcess process;

    private Rtpengine(InetSocketAddress address, ChildProcess process) {
        this.address = address;
        this.process = process;
    }

    /** Why it cannot be used here, or an empty text where it can. */
    public static String whyNot() {
        return Files.isExecutable(PROGRAM) ? "" : "rtpengine is missing: install the Debian package rtpengine-daemon";
    }

    /** Starts one and waits until it answers. */
    public static Rtpengine start() {
        InetSocketAddress address = freeAddress();
        String host = address.getAddress().getHostAddress();
        List<String> command = List.of(
                PROGRAM.toString(),
                "--foreground",
                "--config-file=none",
                "--table=-1",
                "--interface=" + host,
                "--listen-ng=" + host + ":" + address.getPort(),
                "--port-min=30000",
                "--port-max=32000",
                "--log-stderr",
                "--log-level=3");
        Rtpengine rtpengine = new Rtpengine(address, ChildProcess.start("rtpengine", command, Map.of(), Path.of(".")));
        try {
            rtpengine.awaitPong();
            return rtpengine;
        } catch (RuntimeException e) {
            rtpengine.close();
            throw e;
        }
    }

    private void awaitPong() {
        long end = System.nanoTime() + START.toNanos();
        while (!answers()) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException("rtpengine does not answer; it wrote:\n" + process.tail());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
        }
    }

    private boolean answers() {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(address.getAddress(), 0))) {
            socket.setSoTimeout(300);
            socket.connect(address);
            socket.send(new java.net.DatagramPacket(PING, PING.length));
            socket.receive(new java.net.DatagramPacket(new byte[1_500], 1_500));
            return true;
        } catch (IOException e) {
            return false; // it does not listen yet
        }
    }

    private static InetSocketAddress freeAddress() {
        try (DatagramSocket socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            return (InetSocketAddress) socket.getLocalSocketAddress();
        } catch (SocketException e) {
            throw new IllegalStateException("no free port on loopback", e);
        }
    }

    /** Of its ng protocol. */
    public InetSocketAddress address() {
        return address;
    }

    public long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        process.close();
    }
}
