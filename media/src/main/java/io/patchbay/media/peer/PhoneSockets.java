package io.patchbay.media.peer;

import io.patchbay.media.loop.MediaLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.UnsupportedAddressTypeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Reads and writes the two sockets of a phone's media. Belongs to the media loop. */
final class PhoneSockets implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(PhoneSockets.class);
    static final int MTU = 2_048;

    /** Takes what comes. Bytes are on loan, and may be changed. */
    interface Receiver {
        void onDatagram(boolean onRtcpPort, InetSocketAddress source, byte[] bytes, int length, long nowNanos);
    }

    private final String name;
    private final MediaPorts ports;
    private final Receiver receiver;
    private final ByteBuffer in = ByteBuffer.allocateDirect(MTU);
    private final ByteBuffer out = ByteBuffer.allocateDirect(MTU);
    private final byte[] bytes = new byte[MTU];
    private long unsent;

    PhoneSockets(String name, MediaLoop loop, MediaPorts ports, Receiver receiver) throws IOException {
        this.name = name;
        this.ports = ports;
        this.receiver = receiver;
        loop.register(ports.rtp(), SelectionKey.OP_READ, budget -> read(ports.rtp(), budget));
        loop.register(ports.rtcp(), SelectionKey.OP_READ, budget -> read(ports.rtcp(), budget));
    }

    private void read(DatagramChannel channel, int budget) throws IOException {
        long now = System.nanoTime();
        for (int i = 0; i < budget && channel.isOpen(); i++) {
            in.clear();
            SocketAddress source = channel.receive(in);
            if (source == null) {
                return;
            }
            int length = in.flip().remaining();
            in.get(bytes, 0, length);
            receiver.onDatagram(channel == ports.rtcp(), (InetSocketAddress) source, bytes, length, now);
        }
    }

    InetSocketAddress rtpAddress() {
        return ports.rtpAddress();
    }

    /** From RTP's port; false where it was dropped. A negative length is a packet that could not be protected. */
    boolean sendRtp(byte[] buffer, int offset, int length, InetSocketAddress target) {
        return send(ports.rtp(), buffer, offset, length, target, Level.WARN);
    }

    /** From RTP's port, where it is no wonder if there is no way: ICE tries many. */
    boolean tryRtp(byte[] buffer, int offset, int length, InetSocketAddress target) {
        return send(ports.rtp(), buffer, offset, length, target, Level.DEBUG);
    }

    /** From RTCP's port. */
    void sendRtcp(byte[] buffer, int offset, int length, InetSocketAddress target) {
        send(ports.rtcp(), buffer, offset, length, target, Level.WARN);
    }

    /** Packets that the system refused to take. */
    long unsent() {
        return unsent;
    }

    private boolean send(
            DatagramChannel channel, byte[] buffer, int offset, int length, InetSocketAddress target, Level trouble) {
        if (length < 0 || length > MTU || !channel.isOpen()) {
            unsent++;
            return false;
        }
        out.clear();
        out.put(buffer, offset, length).flip();
        try {
            if (channel.send(out, target) > 0) {
                return true;
            }
        } catch (IOException | UnsupportedAddressTypeException e) { // the latter: IPv6 from a port of IPv4
            if (unsent == 0) {
                log.atLevel(trouble).log("{}: cannot send to {}: {}", name, target, e.getMessage());
            }
        }
        unsent++;
        return false;
    }

    @Override
    public void close() {
        ports.close();
    }
}
