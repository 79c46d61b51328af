package io.patchbay.testbeds.load;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import org.bouncycastle.tls.DatagramTransport;

/** The DTLS records on a socket that is not on a loop yet; what is none is dropped. */
final class BlockingDatagrams implements DatagramTransport {
    private static final int LIMIT = 1_400;

    private final DatagramSocket socket;

    /** @param socket connected; it stays open */
    BlockingDatagrams(DatagramSocket socket) {
        this.socket = socket;
    }

    @Override
    public int getReceiveLimit() {
        return LIMIT;
    }

    @Override
    public int getSendLimit() {
        return LIMIT;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        DatagramPacket packet = new DatagramPacket(buffer, offset, length);
        socket.setSoTimeout(Math.max(1, waitMillis));
        try {
            socket.receive(packet);
        } catch (SocketTimeoutException e) {
            return -1;
        }
        boolean isDtls = packet.getLength() > 0 && buffer[offset] >= 20 && buffer[offset] <= 63; // RFC 7983 §7
        return isDtls ? packet.getLength() : -1;
    }

    @Override
    public void send(byte[] buffer, int offset, int length) throws IOException {
        socket.send(new DatagramPacket(buffer, offset, length));
    }

    @Override
    public void close() {
        // the socket lives on
    }
}
