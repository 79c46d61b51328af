package io.patchbay.testbeds.malformed;

import io.patchbay.testbeds.net.Host;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Sends packets and streams at a steady pace. Everything is sent on the calling thread. */
public final class Barrage {
    private static final int PATIENCE_MILLIS = 2_000;

    private final Host host;
    private final long pause;

    /** @param aSecond packets, or streams, that are sent */
    public Barrage(Host host, int aSecond) {
        this.host = host;
        this.pause = TimeUnit.SECONDS.toNanos(1) / aSecond;
    }

    /** Sends datagrams from one socket. */
    public void datagrams(InetSocketAddress target, List<byte[]> packets) {
        try (DatagramSocket socket = host.in(() -> new DatagramSocket(new InetSocketAddress(host.address(), 0)))) {
            for (byte[] packet : packets) {
                socket.send(new DatagramPacket(packet, packet.length, target));
                LockSupport.parkNanos(pause);
            }
        } catch (IOException e) {
            throw new IllegalStateException("barrage: cannot send to %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    /**
     * Opens a connection for each stream, writes it, closes it. That the other side hangs up in the middle is fine; that
     * it takes no connection is not.
     */
    public void streams(InetSocketAddress target, List<byte[]> streams) {
        for (byte[] stream : streams) {
            try (Socket socket = host.in(Socket::new)) {
                socket.connect(target, PATIENCE_MILLIS);
                write(socket, stream);
            } catch (IOException e) {
                throw new IllegalStateException(
                        "barrage: cannot connect to %s: %s".formatted(target, e.getMessage()), e);
            }
            LockSupport.parkNanos(pause);
        }
    }

    private static void write(Socket socket, byte[] stream) {
        try {
            socket.getOutputStream().write(stream);
        } catch (IOException e) {
            return; // it hung up on us, as it may
        }
    }
}
