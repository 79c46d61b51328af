package io.patchbay.media.sfu;

import io.patchbay.media.loop.ChannelHandler;
import io.patchbay.media.rtp.RtpPacket;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;

/** Plain RTP and RTCP on one UDP port of its own. */
public final class PlainTransport extends Transport {
    private static final int SOCKET_BUFFER = 1 << 20;

    private final PlainTransportOptions options;
    private final DatagramChannel channel;
    private final int port;
    private final ByteBuffer in = ByteBuffer.allocateDirect(UdpPort.MAX_DATAGRAM + 1);
    private final ByteBuffer out = ByteBuffer.allocateDirect(2 * UdpPort.MAX_DATAGRAM);
    private final byte[] packet = new byte[UdpPort.MAX_DATAGRAM + 1];
    private InetSocketAddress remote; // null while unknown

    PlainTransport(Router router, PlainTransportOptions options) throws IOException {
        super(router);
        this.options = options;
        channel = DatagramChannel.open();
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, SOCKET_BUFFER);
            channel.setOption(StandardSocketOptions.SO_SNDBUF, SOCKET_BUFFER);
            channel.configureBlocking(false);
            channel.bind(new InetSocketAddress(options.listen().local(), options.port()));
            port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
            router.loop().register(channel, SelectionKey.OP_READ, (ChannelHandler) this::read);
        } catch (IOException e) {
            channel.close();
            throw new IOException(
                    "cannot bind plain RTP port %d on %s: %s"
                            .formatted(options.port(), options.listen().local().getHostAddress(), e.getMessage()),
                    e);
        }
        router.counters().openSockets.incrementAndGet();
    }

    /** The path; its remote address is null and its remote port 0 while unknown. */
    public TransportTuple tuple() {
        return new TransportTuple(
                options.listen().advertised(),
                port,
                remote == null ? null : remote.getAddress().getHostAddress(),
                remote == null ? 0 : remote.getPort(),
                "udp");
    }

    /**
     * Says where to send. Once.
     *
     * @throws IllegalStateException where it was called before, or the transport is comedia
     */
    public void connect(InetSocketAddress remote) {
        router().assertOwner();
        if (options.comedia() || this.remote != null || closed()) {
            throw new IllegalStateException("plain transport %s is %s"
                    .formatted(
                            id(),
                            options.comedia()
                                    ? "comedia: it learns its peer's address from the first packet"
                                    : "connected already, or closed"));
        }
        if (remote.isUnresolved()) {
            throw new IllegalArgumentException("the remote address must be resolved: " + remote);
        }
        become(remote);
    }

    private void become(InetSocketAddress peer) {
        remote = peer;
        listeners().forEach(listener -> listener.onTuple(tuple()));
        connected();
    }

    private void read(int budget) throws IOException {
        for (int i = 0; i < budget && channel.isOpen(); i++) {
            in.clear();
            InetSocketAddress from = (InetSocketAddress) channel.receive(in);
            if (from == null) {
                return;
            }
            int length = in.flip().remaining();
            in.get(packet, 0, length);
            onDatagram(from, length);
        }
    }

    private void onDatagram(InetSocketAddress from, int length) {
        if (length < RtpPacket.FIXED_HEADER - 4 || length > UdpPort.MAX_DATAGRAM || (packet[0] & 0xC0) != 0x80) {
            dropped(BadPackets.Kind.RTP, "malformed");
            return;
        }
        if (remote == null && options.comedia()) {
            become(from);
        }
        if (!from.equals(remote)) {
            dropped(BadPackets.Kind.RTP, "it does not come from the transport's peer");
            return;
        }
        countReceived(length);
        if (RtpPacket.isRtcp(packet, 0, length)) {
            onRtcp(packet, 0, length, System.nanoTime());
        } else {
            onRtp(packet, 0, length, System.nanoTime());
        }
    }

    @Override
    boolean isConnected() {
        return remote != null;
    }

    @Override
    int sendRtp(byte[] buffer, int length) {
        sendAgain(buffer, 0, length);
        return length;
    }

    @Override
    void sendRtcp(byte[] buffer, int length) {
        sendAgain(buffer, 0, length);
    }

    @Override
    void sendAgain(byte[] buffer, int offset, int length) {
        if (length > out.capacity()) {
            return;
        }
        out.clear();
        out.put(buffer, offset, length).flip();
        try {
            if (channel.send(out, remote) > 0) {
                countSent(length);
            }
        } catch (IOException e) {
            dropped(BadPackets.Kind.RTP, "cannot be sent: " + e.getMessage());
        }
    }

    @Override
    void release() {
        router().counters().openSockets.decrementAndGet();
        remote = null;
        try {
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing plain transport " + id(), e);
        }
    }

    @Override
    Object describePeer() {
        return remote == null ? "plain transport " + id() : remote;
    }

    @Override
    public TransportDump dump() {
        return new TransportDump(id(), "plain", null, null, tuple(), dumpProducers(), dumpConsumers());
    }
}
