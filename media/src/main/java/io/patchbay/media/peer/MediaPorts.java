package io.patchbay.media.peer;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.DatagramChannel;

/** The two UDP sockets of a phone's media, of a {@link PortPool}. Closing twice is allowed. */
final class MediaPorts implements AutoCloseable {
    private final InetSocketAddress rtpAddress;
    private final int port;
    private final DatagramChannel rtp;
    private final DatagramChannel rtcp;
    private final Runnable giveBack;
    private boolean closed;

    /** Opens both, or none. */
    MediaPorts(InetAddress address, int port, int dscp, Runnable giveBack) throws IOException {
        rtpAddress = new InetSocketAddress(address, port);
        this.port = port;
        this.giveBack = giveBack;
        rtp = open(address, port, dscp);
        try {
            rtcp = open(address, port + 1, dscp);
        } catch (IOException e) {
            rtp.close();
            throw e;
        }
    }

    private static DatagramChannel open(InetAddress address, int port, int dscp) throws IOException {
        boolean ip4 = address.getAddress().length == 4;
        DatagramChannel channel =
                DatagramChannel.open(ip4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.IP_TOS, dscp << 2); // the two bits of ECN are below
            channel.bind(new InetSocketAddress(address, port));
            return channel;
        } catch (IOException e) {
            channel.close();
            throw new IOException("port %d: %s".formatted(port, e.getMessage()), e);
        }
    }

    /** The even port; RTCP's is one above. */
    int port() {
        return port;
    }

    InetSocketAddress rtpAddress() {
        return rtpAddress;
    }

    DatagramChannel rtp() {
        return rtp;
    }

    DatagramChannel rtcp() {
        return rtcp;
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        try (rtp;
                rtcp) {
            giveBack.run();
        } catch (IOException e) {
            throw new IllegalStateException("closing the RTP ports " + port + " and " + (port + 1), e);
        }
    }
}
