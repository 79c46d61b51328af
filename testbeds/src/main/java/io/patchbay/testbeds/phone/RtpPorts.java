package io.patchbay.testbeds.phone;

import io.patchbay.testbeds.net.Host;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;

/** A pair of sockets, an even port for RTP and the next one for RTCP (RFC 3550 §11). */
record RtpPorts(DatagramChannel rtp, DatagramChannel rtcp, int port) implements AutoCloseable {
    private static final int ATTEMPTS = 100;

    static RtpPorts open(Host host) {
        return host.in(() -> {
            for (int i = 0; i < ATTEMPTS; i++) {
                DatagramChannel first = DatagramChannel.open().bind(new InetSocketAddress(host.address(), 0));
                int port = ((InetSocketAddress) first.getLocalAddress()).getPort();
                if (port % 2 == 0) {
                    DatagramChannel second = DatagramChannel.open();
                    try {
                        second.bind(new InetSocketAddress(host.address(), port + 1));
                        first.configureBlocking(false);
                        second.configureBlocking(false);
                        return new RtpPorts(first, second, port);
                    } catch (IOException e) {
                        second.close(); // taken: try another pair
                    }
                }
                first.close();
            }
            throw new IllegalStateException("phone: no free pair of ports on " + host.address());
        });
    }

    @Override
    public void close() {
        try {
            rtp.close();
            rtcp.close();
        } catch (IOException e) {
            throw new IllegalStateException("phone: cannot close its RTP ports: " + e.getMessage(), e);
        }
    }
}
