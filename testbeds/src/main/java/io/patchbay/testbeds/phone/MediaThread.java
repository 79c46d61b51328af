package io.patchbay.testbeds.phone;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Owns the phones' RTP sockets: receives, and gives every sender its turn each 5 ms. */
final class MediaThread implements AutoCloseable {
    private static final long TURN = 5_000_000;

    /** Takes a packet; the buffer is on loan. */
    interface Receiver {
        void received(ByteBuffer packet, InetSocketAddress source, long now);
    }

    /** Sends what is due. */
    interface Sender {
        void turn(long now);
    }

    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<Sender> senders = new ArrayList<>(); // the thread's own
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
    private final Thread thread;
    private volatile boolean closed;

    MediaThread() {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new IllegalStateException("phones: no selector: " + e.getMessage(), e);
        }
        thread = new Thread(this::run, "phones-media");
        thread.setDaemon(true);
        thread.start();
    }

    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    /** On this thread only. */
    void register(DatagramChannel channel, Receiver receiver) {
        try {
            channel.register(selector, SelectionKey.OP_READ, receiver);
        } catch (ClosedChannelException e) {
            return; // its phone was faster
        }
    }

    /** On this thread only. */
    void add(Sender sender) {
        senders.add(sender);
    }

    /** On this thread only. */
    void remove(Sender sender) {
        senders.remove(sender);
    }

    private void run() {
        long next = System.nanoTime();
        while (!closed) {
            try {
                long wait = senders.isEmpty() ? 1_000 : (next - System.nanoTime()) / 1_000_000;
                if (wait > 0) {
                    selector.select(wait);
                } else {
                    selector.selectNow();
                }
                receiveAll();
            } catch (IOException e) {
                throw new IllegalStateException("phones-media: " + e.getMessage(), e);
            }
            runTasks();
            long now = System.nanoTime();
            if (now >= next) {
                next = Math.max(next + TURN, now);
                for (int i = senders.size() - 1; i >= 0; i--) {
                    senders.get(i).turn(now);
                }
            }
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void receiveAll() {
        for (SelectionKey key : selector.selectedKeys()) {
            try {
                receive((DatagramChannel) key.channel(), (Receiver) key.attachment());
            } catch (IOException | CancelledKeyException e) {
                key.cancel(); // closed meanwhile
            }
        }
        selector.selectedKeys().clear();
    }

    private void receive(DatagramChannel channel, Receiver receiver) throws IOException {
        while (true) {
            buffer.clear();
            InetSocketAddress source = (InetSocketAddress) channel.receive(buffer);
            if (source == null) {
                return;
            }
            buffer.flip();
            receiver.received(buffer, source, System.nanoTime());
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(1_000);
            runTasks(); // what was to be closed, is
            selector.close();
        } catch (IOException e) {
            throw new IllegalStateException("phones-media: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
