package io.patchbay.media.sfu;

import io.patchbay.media.loop.ChannelHandler;
import io.patchbay.media.loop.MediaLoop;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.UnsupportedAddressTypeException;
import java.util.HashMap;
import java.util.Map;

/** The UDP socket on one local address for all WebRTC transports of a loop. Belongs to that loop. */
final class UdpPort implements ChannelHandler {
    /** Longer datagrams are cut by reading, and dropped then. */
    static final int MAX_DATAGRAM = 1600;

    private static final int SOCKET_BUFFER = 1 << 20; // a key frame for many at once must fit
    private static final int ROOM = 512; // what forwarding may add in place

    private final WebRtcServer server;
    private final DatagramChannel channel;
    private final InetSocketAddress local;
    private final Map<InetSocketAddress, UdpTuple> tuples = new HashMap<>();
    private final ByteBuffer in = ByteBuffer.allocateDirect(MAX_DATAGRAM + 1);
    private final ByteBuffer out = ByteBuffer.allocateDirect(2 * MAX_DATAGRAM);
    private final byte[] packet = new byte[MAX_DATAGRAM + 1 + ROOM];

    private UdpPort(WebRtcServer server, DatagramChannel channel) throws IOException {
        this.server = server;
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
    }

    static UdpPort open(WebRtcServer server, InetAddress address, int port) throws IOException {
        // a port of IPv4 by IPv6's socket costs the kernel a mapping a packet
        DatagramChannel channel = DatagramChannel.open(
                address instanceof Inet4Address ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(address, port));
            return new UdpPort(server, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    void register(MediaLoop loop) throws IOException {
        loop.register(channel, SelectionKey.OP_READ, this);
    }

    InetSocketAddress local() {
        return local;
    }

    /** The validated path to {@code remote}, or null. */
    UdpTuple tuple(InetSocketAddress remote) {
        return tuples.get(remote);
    }

    /** Makes {@code tuple} the path to its address; returns the one that was before, or null. */
    UdpTuple put(UdpTuple tuple) {
        return tuples.put(tuple.remoteAddress(), tuple);
    }

    void remove(UdpTuple tuple) {
        tuples.remove(tuple.remoteAddress(), tuple);
    }

    @Override
    public void onReady(int budget) throws IOException {
        for (int i = 0; i < budget; i++) {
            in.clear();
            InetSocketAddress from = (InetSocketAddress) channel.receive(in);
            if (from == null) {
                return;
            }
            int length = in.flip().remaining();
            if (length > MAX_DATAGRAM) {
                server.badPackets().dropped(BadPackets.Kind.UNKNOWN, "longer than any path carries", from);
                continue;
            }
            in.get(packet, 0, length);
            server.onDatagram(this, from, packet, length);
        }
    }

    /** False where the socket's buffer is full, or the network is unreachable just now. */
    boolean send(InetSocketAddress to, byte[] buffer, int offset, int length) {
        if (length > out.capacity()) {
            return false;
        }
        out.clear();
        out.put(buffer, offset, length).flip();
        try {
            return channel.send(out, to) > 0;
        } catch (IOException | UnsupportedAddressTypeException e) {
            return false;
        }
    }

    void close() throws IOException {
        channel.close();
    }
}
