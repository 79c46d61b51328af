package io.patchbay.sip.jain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/** The other end of the wire: a UDP socket that sends SIP as text and hands out what comes back. */
final class RawPeer implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private final DatagramSocket socket;
    private final InetSocketAddress target;
    private final Deque<SipText> passedOver = new ArrayDeque<>();

    RawPeer(InetSocketAddress target) {
        this.target = target;
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    InetSocketAddress target() {
        return target;
    }

    void send(String message) {
        send(message.getBytes(StandardCharsets.UTF_8));
    }

    void send(byte[] message) {
        try {
            socket.send(new DatagramPacket(message, message.length, target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    SipText response(int status) {
        return await(message -> message.status() == status, "a " + status);
    }

    SipText response(int status, String method) {
        return await(
                message -> message.status() == status && message.method().equals(method),
                "a " + status + " to " + method);
    }

    SipText request(String method) {
        return await(message -> !message.isResponse() && message.method().equals(method), method);
    }

    /** The next message that fits; others are kept for later calls. */
    SipText await(Predicate<SipText> wanted, String what) {
        for (SipText message : passedOver) {
            if (wanted.test(message)) {
                passedOver.remove(message);
                return message;
            }
        }
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < deadline) {
            SipText message = receive(Duration.ofNanos(deadline - System.nanoTime()));
            if (message != null && wanted.test(message)) {
                return message;
            }
            if (message != null) {
                passedOver.add(message);
            }
        }
        throw new AssertionError("no " + what + " came in " + PATIENCE + "; what came: " + passedOver);
    }

    /** Everything that comes within {@code time}, and what was passed over before. */
    Deque<SipText> collect(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        Deque<SipText> all = new ArrayDeque<>(passedOver);
        passedOver.clear();
        while (System.nanoTime() < deadline) {
            SipText message = receive(Duration.ofNanos(deadline - System.nanoTime()));
            if (message != null) {
                all.add(message);
            }
        }
        return all;
    }

    private SipText receive(Duration patience) {
        try {
            socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
            DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
            socket.receive(packet);
            return new SipText(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
