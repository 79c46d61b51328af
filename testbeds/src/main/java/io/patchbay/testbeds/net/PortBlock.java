package io.patchbay.testbeds.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/**
 * A run of 200 port numbers on this machine that no other testbed uses while it is held. Its first port is the token: a
 * listening TCP socket that this object keeps. The numbers lie below the kernel's ephemeral range and outside the
 * appliance's default RTP range.
 */
public final class PortBlock implements AutoCloseable {
    private static final int SIZE = 200;
    private static final int LOWEST = 10_000;
    private static final int BLOCKS = 50; // up to 19,999

    private final ServerSocket token;

    private PortBlock(ServerSocket token) {
        this.token = token;
    }

    /** @throws IllegalStateException where every block is taken */
    public static PortBlock claim() {
        int start = ThreadLocalRandom.current().nextInt(BLOCKS);
        for (int i = 0; i < BLOCKS; i++) {
            int base = LOWEST + (start + i) % BLOCKS * SIZE;
            try {
                return new PortBlock(new ServerSocket(base, 1, InetAddress.getLoopbackAddress()));
            } catch (IOException e) {
                continue; // somebody holds it
            }
        }
        throw new IllegalStateException("no free port block: all %d between %d and %d are taken"
                .formatted(BLOCKS, LOWEST, LOWEST + BLOCKS * SIZE - 1));
    }

    /** The block's nth port, 1 to 199. */
    public int port(int n) {
        if (n < 1 || n >= SIZE) {
            throw new IllegalArgumentException("port %d of a block; it has 1 to %d".formatted(n, SIZE - 1));
        }
        return token.getLocalPort() + n;
    }

    @Override
    public void close() {
        try {
            token.close();
        } catch (IOException e) {
            throw new IllegalStateException("cannot give back the port block at " + token.getLocalPort(), e);
        }
    }
}
