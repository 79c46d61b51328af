package io.patchbay.media.sfu;

import io.patchbay.media.loop.ChannelHandler;
import io.patchbay.media.loop.MediaLoop;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;

/** A path over TCP: packets with a length before each (RFC 4571 §2). Belongs to the server's loop. */
final class TcpConnection extends WebRtcTuple implements ChannelHandler {
    private static final int LENGTH_FIELD = 2;
    private static final int ROOM = 512; // what forwarding may add in place
    private static final int OUT_FIRST = 8 * 1024;
    private static final int OUT_LAST = 256 * 1024; // about a second of video; more would only come too late

    private final WebRtcServer server;
    private final SocketChannel channel;
    private final InetSocketAddress local;
    private final InetSocketAddress remote;
    private final ByteBuffer in = ByteBuffer.allocate(8 * 1024);
    private ByteBuffer out = ByteBuffer.allocate(OUT_FIRST); // between calls ready to be put into
    private final byte[] packet = new byte[UdpPort.MAX_DATAGRAM + ROOM];
    private SelectionKey key;
    private final long acceptedNanos;
    private long lastReceivedNanos;
    private boolean open = true;

    TcpConnection(WebRtcServer server, SocketChannel channel, long nowNanos) throws IOException {
        this.server = server;
        this.channel = channel;
        this.local = (InetSocketAddress) channel.getLocalAddress();
        this.remote = (InetSocketAddress) channel.getRemoteAddress();
        this.acceptedNanos = nowNanos;
        this.lastReceivedNanos = nowNanos;
    }

    void register(MediaLoop loop) throws IOException {
        key = loop.register(channel, SelectionKey.OP_READ, this);
    }

    /** When the last bytes came, in {@link System#nanoTime} terms. */
    long lastReceivedNanos() {
        return lastReceivedNanos;
    }

    /** When it was accepted, in {@link System#nanoTime} terms. */
    long acceptedNanos() {
        return acceptedNanos;
    }

    @Override
    public void onReady(int budget) {
        try {
            if (key.isWritable()) {
                flush();
            }
            if (key.isReadable()) {
                read(budget);
            }
        } catch (IOException e) {
            server.onBroken(this); // reset by the other side: no news to log
        }
    }

    private void read(int budget) throws IOException {
        for (int i = 0; i < budget && open; i++) {
            int count = channel.read(in);
            if (count < 0) {
                server.onBroken(this);
                return;
            }
            if (count == 0) {
                return;
            }
            lastReceivedNanos = System.nanoTime();
            in.flip();
            takeFrames();
            in.compact();
        }
    }

    private void takeFrames() {
        while (open && in.remaining() >= LENGTH_FIELD) {
            int length = in.getShort(in.position()) & 0xFFFF;
            if (length == 0 || length > UdpPort.MAX_DATAGRAM) {
                server.badPackets().dropped(BadPackets.Kind.TCP_FRAME, "a frame's length makes no sense", remote);
                server.onBroken(this); // what follows cannot be told apart any more
                return;
            }
            if (in.remaining() < LENGTH_FIELD + length) {
                return;
            }
            in.position(in.position() + LENGTH_FIELD);
            in.get(packet, 0, length);
            server.onFrame(this, packet, length);
        }
    }

    @Override
    public boolean send(byte[] buffer, int offset, int length) {
        if (!open || !makeRoom(LENGTH_FIELD + length)) {
            return false;
        }
        out.putShort((short) length).put(buffer, offset, length);
        try {
            flush();
            return true;
        } catch (IOException e) {
            server.onBroken(this);
            return false;
        }
    }

    private boolean makeRoom(int count) {
        if (out.remaining() < count && out.capacity() < OUT_LAST) {
            ByteBuffer larger = ByteBuffer.allocate(Math.min(OUT_LAST, Math.max(2 * out.capacity(), count)));
            larger.put(out.flip());
            out = larger;
        }
        return out.remaining() >= count;
    }

    private void flush() throws IOException {
        out.flip();
        try {
            channel.write(out);
        } finally {
            out.compact();
        }
        int wanted = out.position() == 0 ? SelectionKey.OP_READ : SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        if (key.interestOps() != wanted) {
            key.interestOps(wanted);
        }
    }

    @Override
    public InetSocketAddress localAddress() {
        return local;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public boolean tcp() {
        return true;
    }

    boolean isOpen() {
        return open;
    }

    /** Closing twice is allowed. */
    void close() {
        open = false;
        try {
            channel.close();
        } catch (IOException e) {
            // it is gone either way
        }
    }
}
