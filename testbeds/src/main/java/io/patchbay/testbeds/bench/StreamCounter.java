package io.patchbay.testbeds.bench;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Set;

/**
 * Where callers say they take their RTP: counts the streams that come, one for each call that was really given media. One
 * thread owns the socket; the public methods may be called from any thread.
 */
final class StreamCounter implements AutoCloseable {
    private static final int BUFFER = 4_000_000; // bytes
    private static final int RTP_HEADER = 12;

    private final DatagramSocket socket;
    private final Thread reader;
    private final Set<Long> streams = new HashSet<>(); // guarded by this

    StreamCounter() {
        try {
            socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            socket.setReceiveBufferSize(BUFFER);
        } catch (SocketException e) {
            throw new IllegalStateException("cannot open a port for RTP: " + e.getMessage(), e);
        }
        reader = new Thread(this::read, "stream-counter");
        reader.setDaemon(true);
        reader.start();
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** How many streams have come since the last time this was asked. */
    synchronized int take() {
        int count = streams.size();
        streams.clear();
        return count;
    }

    private void read() {
        DatagramPacket packet = new DatagramPacket(new byte[2048], 2048);
        while (!socket.isClosed()) {
            try {
                socket.receive(packet);
            } catch (IOException e) {
                return; // closed
            }
            boolean isRtp = packet.getLength() >= RTP_HEADER && (packet.getData()[0] & 0xc0) == 0x80;
            if (isRtp) {
                int ssrc = ByteBuffer.wrap(packet.getData()).getInt(8);
                add((long) packet.getPort() << 32 | ssrc & 0xffff_ffffL);
            }
        }
    }

    private synchronized void add(long stream) {
        streams.add(stream);
    }

    @Override
    public void close() {
        socket.close();
        try {
            reader.join(1_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
