package io.patchbay.testbeds.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** Opens sockets for those who measure: buffers so large that they lose nothing themselves. */
public final class Sockets {
    private static final int BUFFER = 1_000_000; // bytes

    private Sockets() {}

    /** A datagram channel on a free port of {@code address}. */
    public static DatagramChannel datagrams(InetAddress address) {
        try {
            DatagramChannel channel = DatagramChannel.open();
            channel.setOption(StandardSocketOptions.SO_RCVBUF, BUFFER);
            channel.bind(new InetSocketAddress(address, 0));
            return channel;
        } catch (IOException e) {
            throw new IllegalStateException("cannot open a port on %s: %s".formatted(address, e.getMessage()), e);
        }
    }
}
