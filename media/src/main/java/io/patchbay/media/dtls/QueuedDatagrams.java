package io.patchbay.media.dtls;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Arrays;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.bouncycastle.tls.DatagramTransport;

/** Hands datagrams from a loop to the thread of a handshake, which may wait for them, and back. */
final class QueuedDatagrams implements DatagramTransport {
    /** What leaves at most: below the path MTU of any network that carries video calls. */
    private static final int SEND_LIMIT = 1200;

    private static final int RECEIVE_LIMIT = 1500;
    private static final int CAPACITY = 32; // a ClientHello and a certificate in the smallest fragments
    private static final byte[] END = {};

    private final BlockingQueue<byte[]> received = new ArrayBlockingQueue<>(CAPACITY + 1);
    private final Consumer<byte[]> sender;
    private volatile boolean ended;

    /** @param sender takes a datagram to be sent; called on the thread of the handshake */
    QueuedDatagrams(Consumer<byte[]> sender) {
        this.sender = sender;
    }

    /** Adds a copy; false where too many wait already. On the loop. */
    boolean offer(byte[] buffer, int offset, int length) {
        return length <= RECEIVE_LIMIT
                && received.size() < CAPACITY
                && received.offer(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    boolean isEmpty() {
        return received.isEmpty();
    }

    /** Makes whoever waits give up. Any thread. */
    void end() {
        ended = true;
        received.offer(END);
    }

    @Override
    public int getReceiveLimit() {
        return RECEIVE_LIMIT;
    }

    @Override
    public int getSendLimit() {
        return SEND_LIMIT;
    }

    @Override
    public int receive(byte[] buffer, int offset, int length, int waitMillis) throws IOException {
        try {
            byte[] datagram = ended ? END : received.poll(waitMillis, TimeUnit.MILLISECONDS);
            if (datagram == END) {
                throw new IOException("the transport was closed");
            }
            if (datagram == null) {
                return -1;
            }
            int count = Math.min(length, datagram.length);
            System.arraycopy(datagram, 0, buffer, offset, count);
            return count;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a DTLS datagram");
        }
    }

    @Override
    public void send(byte[] buffer, int offset, int length) {
        sender.accept(Arrays.copyOfRange(buffer, offset, offset + length));
    }

    @Override
    public void close() {
        ended = true;
    }
}
