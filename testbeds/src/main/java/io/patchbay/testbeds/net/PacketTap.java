package io.patchbay.testbeds.net;

import com.sun.jna.Library;
import com.sun.jna.Native;
import java.time.Duration;
import java.util.function.Predicate;

/**
 * Sees the IPv4 packets that reach this machine with their headers, as a wiretap does: by a raw socket, for which root is needed.
 * Belongs to one thread.
 */
public final class PacketTap implements AutoCloseable {
    private static final int AF_INET = 2;
    private static final int SOCK_RAW = 3;
    private static final int SOL_SOCKET = 1;
    private static final int SO_RCVTIMEO = 20;
    private static final int SO_RCVBUF = 8;
    private static final int LONGEST = 65_536;

    private final int file;
    private final String protocol;
    private final byte[] buffer = new byte[LONGEST];

    /**
     * A packet of UDP or TCP.
     *
     * @param trafficClass the second byte of its IP header: DSCP and ECN (RFC 2474)
     * @param length of the whole packet
     */
    public record Seen(int sourcePort, int destinationPort, int trafficClass, int length) {
        public int dscp() {
            return trafficClass >> 2;
        }
    }

    private PacketTap(String protocol, int number) {
        this.protocol = protocol;
        file = C.INSTANCE.socket(AF_INET, SOCK_RAW, number);
        if (file < 0) {
            throw new IllegalStateException(
                    "no raw socket for %s, errno %d; root may have one".formatted(protocol, Native.getLastError()));
        }
        C.INSTANCE.setsockopt(file, SOL_SOCKET, SO_RCVBUF, new int[] {4 << 20}, 4);
        C.INSTANCE.setsockopt(file, SOL_SOCKET, SO_RCVTIMEO, new long[] {0, 100_000}, 16);
    }

    /** Of UDP packets from now on. */
    public static PacketTap udp() {
        return new PacketTap("UDP", 17);
    }

    /** Of TCP packets from now on. */
    public static PacketTap tcp() {
        return new PacketTap("TCP", 6);
    }

    /**
     * Waits for the next packet of a kind.
     *
     * @throws AssertionError where none is seen in time
     */
    public Seen await(String description, Predicate<Seen> wanted, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (System.nanoTime() < end) {
            int length = (int) C.INSTANCE.recv(file, buffer, LONGEST, 0);
            int header = (buffer[0] & 0x0F) * 4;
            if (length < header + 4) {
                continue; // nothing came within the socket's patience
            }
            Seen seen = new Seen(port(header), port(header + 2), buffer[1] & 0xFF, length);
            if (wanted.test(seen)) {
                return seen;
            }
        }
        throw new AssertionError("no %s packet within %s: %s".formatted(protocol, deadline, description));
    }

    private int port(int offset) {
        return (buffer[offset] & 0xFF) << 8 | buffer[offset + 1] & 0xFF;
    }

    @Override
    public void close() {
        C.INSTANCE.close(file);
    }

    private interface C extends Library {
        C INSTANCE = Native.load("c", C.class);

        int socket(int domain, int type, int protocol);

        int setsockopt(int file, int level, int option, int[] value, int length);

        int setsockopt(int file, int level, int option, long[] value, int length);

        long recv(int file, byte[] buffer, long length, int flags);

        int close(int file);
    }
}
