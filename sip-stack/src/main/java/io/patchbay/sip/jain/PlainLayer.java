package io.patchbay.sip.jain;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.List;

/** TCP without anything between. */
final class PlainLayer implements StreamLayer {
    private static final int READ_BUFFER = 16 * 1024;

    private final SocketChannel socket;
    private boolean blocked;

    PlainLayer(SocketChannel socket) {
        this.socket = socket;
    }

    @Override
    public int bufferSize() {
        return READ_BUFFER;
    }

    @Override
    public boolean read(ByteBuffer message) throws IOException {
        return socket.read(message) >= 0;
    }

    @Override
    public boolean hasMore() {
        return false;
    }

    @Override
    public void write(ByteBuffer message) throws IOException {
        if (message.hasRemaining()) {
            socket.write(message);
        }
        blocked = message.hasRemaining();
    }

    @Override
    public boolean isBlocked() {
        return blocked;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public List<String> certificateNames() {
        return List.of();
    }

    @Override
    public void close() {}
}
