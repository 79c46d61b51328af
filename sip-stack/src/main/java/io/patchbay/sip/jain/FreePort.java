package io.patchbay.sip.jain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;

/** Finds a port that is free for UDP and TCP alike, for settings that leave the choice to the system. */
final class FreePort {
    private static final int TRIES = 50;

    private FreePort() {}

    static int on(InetAddress address) {
        for (int i = 0; i < TRIES; i++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, address);
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), address)) {
                return udp.getLocalPort();
            } catch (SocketException e) {
                continue; // taken for UDP
            } catch (IOException e) {
                throw new UncheckedIOException("cannot find a free port on " + address.getHostAddress(), e);
            }
        }
        throw new UncheckedIOException(
                new IOException("no port on " + address.getHostAddress() + " is free for both UDP and TCP"));
    }
}
