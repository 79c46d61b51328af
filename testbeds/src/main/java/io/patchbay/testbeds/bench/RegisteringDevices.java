package io.patchbay.testbeds.bench;

import io.patchbay.testbeds.phone.Digest;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Many devices behind one socket that register with digest, challenged anew each time, as the least thrifty phones are. They
 * repeat nothing: a REGISTER that is not answered counts as lost. One thread sends by the clock, one answers challenges.
 */
final class RegisteringDevices implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int BUFFER = 4_000_000; // bytes
    private static final String CALL_ID = "Call-ID: device-";

    private final InetSocketAddress server;
    private final String password;
    private final DatagramSocket socket;
    private final String local;
    private final AtomicIntegerArray sequences;
    private final AtomicLong accepted = new AtomicLong();

    RegisteringDevices(InetSocketAddress server, int devices, String password) {
        this.server = server;
        this.password = password;
        this.sequences = new AtomicIntegerArray(devices);
        try {
            socket = new DatagramSocket(new InetSocketAddress(server.getAddress(), 0));
            socket.setReceiveBufferSize(BUFFER);
        } catch (SocketException e) {
            throw new IllegalStateException("cannot open a port for SIP: " + e.getMessage(), e);
        }
        local = server.getAddress().getHostAddress() + ":" + socket.getLocalPort();
        Thread receiver = new Thread(this::receive, "registering-devices");
        receiver.setDaemon(true);
        receiver.start();
    }

    static String name(int device) {
        return "device-" + device;
    }

    /**
     * Registers devices one after the other, spread evenly, and waits for the answers.
     *
     * @return how many were not accepted
     */
    long register(int count, Duration over) {
        long before = accepted.get();
        long begin = System.nanoTime();
        for (int i = 0; i < count; i++) {
            awaitTime(begin + over.toNanos() * i / count);
            send(request(i % sequences.length(), ""));
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (accepted.get() - before < count && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
        return count - (accepted.get() - before);
    }

    private static void awaitTime(long due) {
        for (long wait = due - System.nanoTime(); wait > 0; wait = due - System.nanoTime()) {
            LockSupport.parkNanos(wait);
        }
    }

    private void receive() {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!socket.isClosed()) {
            packet.setLength(65_536);
            try {
                socket.receive(packet);
            } catch (IOException e) {
                return; // closed
            }
            received(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1));
        }
    }

    private void received(String response) {
        if (response.startsWith("SIP/2.0 200")) {
            accepted.incrementAndGet();
        } else if (response.startsWith("SIP/2.0 401")) {
            int device = Integer.parseInt(line(response, CALL_ID));
            String challenge = " " + line(response, "WWW-Authenticate: ");
            String answer = new Digest(name(device), password).answer(challenge, "REGISTER", uri(), "c" + device);
            send(request(device, "Authorization: " + answer + "\r\n"));
        }
    }

    private static String line(String text, String name) {
        int start = text.indexOf(name) + name.length();
        return text.substring(start, text.indexOf("\r\n", start));
    }

    private String uri() {
        return "sip:" + server.getAddress().getHostAddress() + ":" + server.getPort();
    }

    private String request(int device, String authorization) {
        int sequence = sequences.incrementAndGet(device);
        String name = name(device);
        String aor = "<sip:" + name + "@" + uri().substring(4) + ">";
        return "REGISTER " + uri() + " SIP/2.0\r\nVia: SIP/2.0/UDP " + local + ";rport;branch=z9hG4bK" + device + "-"
                + sequence + "\r\nFrom: " + aor + ";tag=d" + device + "\r\nTo: " + aor + "\r\n" + CALL_ID + device
                + "\r\nCSeq: " + sequence + " REGISTER\r\nContact: <sip:" + name + "@" + local
                + ">\r\nExpires: 3600\r\nMax-Forwards: 70\r\n" + authorization + "Content-Length: 0\r\n\r\n";
    }

    private void send(String message) {
        byte[] bytes = message.getBytes(StandardCharsets.ISO_8859_1);
        try {
            socket.send(new DatagramPacket(bytes, bytes.length, server));
        } catch (IOException e) {
            throw new IllegalStateException("cannot send to %s: %s".formatted(server, e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
