package io.patchbay.media.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;

/** Port ranges that are free now, for tests that run side by side. */
final class TestPorts {
    private TestPorts() {}

    /** A pool of {@code pairs} pairs, all free when it was made. */
    static PortPool pool(int pairs) {
        for (int attempt = 0; attempt < 200; attempt++) {
            int lowest = 30_000 + 2 * (int) (Math.random() * 10_000);
            if (areFree(lowest, lowest + 2 * pairs - 1)) {
                return new PortPool(lowest, lowest + 2 * pairs - 1);
            }
        }
        throw new IllegalStateException("no " + pairs + " pairs of free ports");
    }

    private static boolean areFree(int lowest, int highest) {
        for (int port = lowest; port <= highest; port++) {
            try {
                new DatagramSocket(port, InetAddress.getLoopbackAddress()).close();
            } catch (java.net.BindException e) {
                return false;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return true;
    }
}
