package io.patchbay.testbeds.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * A UDP relay between two ends that loses, delays, reorders and duplicates. Each end sends to its side of the relay and
 * hears from it; an end's address is learnt from its latest packet unless it was set. The same seed drops the same
 * packets of the same traffic.
 *
 * <p>One thread owns the sockets and the queue; the public methods may be called from any thread.
 */
public final class ImpairingRelay implements AutoCloseable {

    private final Selector selector;
    private final Side left;
    private final Side right;
    private final Random random;
    private final PriorityQueue<Delayed> queue =
            new PriorityQueue<>(Comparator.comparingLong(Delayed::due).thenComparingLong(Delayed::order));
    private final ByteBuffer buffer = ByteBuffer.allocateDirect(65_536);
    private final Thread thread;
    private volatile Impairment impairment;
    private volatile boolean closed;
    private volatile long relayed;
    private volatile long lost;
    private volatile int waiting;
    private long order;

    /** One end's socket. */
    private static final class Side {
        private final DatagramChannel channel;
        private volatile SocketAddress peer;
        private long lastDue;

        private Side(DatagramChannel channel) {
            this.channel = channel;
        }
    }

    private record Delayed(long due, long order, Side out, ByteBuffer packet) {}

    public ImpairingRelay(Host host, Impairment impairment, long seed) {
        this.impairment = impairment;
        this.random = new Random(seed);
        try {
            selector = Selector.open();
            left = open(host);
            right = open(host);
        } catch (IOException e) {
            throw new IllegalStateException("impairing relay on %s: %s".formatted(host.address(), e.getMessage()), e);
        }
        thread = new Thread(this::run, "impairing-relay");
        thread.setDaemon(true);
        thread.start();
    }

    private Side open(Host host) throws IOException {
        DatagramChannel channel = host.in(DatagramChannel::open);
        channel.bind(new InetSocketAddress(host.address(), 0));
        channel.configureBlocking(false);
        Side side = new Side(channel);
        channel.register(selector, SelectionKey.OP_READ, side);
        return side;
    }

    /** Where the left end sends to. */
    public InetSocketAddress leftAddress() {
        return address(left);
    }

    /** Where the right end sends to. */
    public InetSocketAddress rightAddress() {
        return address(right);
    }

    /** Sets the left end's address, so that the right end's packets reach it before it has sent any. */
    public void leftEnd(InetSocketAddress address) {
        left.peer = address;
    }

    /** Sets the right end's address. */
    public void rightEnd(InetSocketAddress address) {
        right.peer = address;
    }

    /** Changes what happens to packets from now on. */
    public void impair(Impairment now) {
        impairment = now;
    }

    public long relayed() {
        return relayed;
    }

    public long lost() {
        return lost;
    }

    /** Packets that are delayed at the moment. */
    public int waiting() {
        return waiting;
    }

    private static InetSocketAddress address(Side side) {
        try {
            return (InetSocketAddress) side.channel.getLocalAddress();
        } catch (IOException e) {
            throw new IllegalStateException("impairing relay: closed", e);
        }
    }

    private void run() {
        try {
            while (!closed) {
                Delayed next = queue.peek();
                if (next == null) {
                    selector.select();
                } else {
                    selector.select(Math.max(1, (next.due - System.nanoTime()) / 1_000_000));
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    receive((Side) key.attachment());
                }
                selector.selectedKeys().clear();
                sendDue();
            }
        } catch (IOException e) {
            if (!closed) {
                throw new IllegalStateException("impairing relay: " + e.getMessage(), e);
            }
        }
    }

    private void receive(Side in) throws IOException {
        Side out = in == left ? right : left;
        while (true) {
            buffer.clear();
            SocketAddress source = in.channel.receive(buffer);
            if (source == null) {
                return;
            }
            in.peer = source;
            buffer.flip();
            Impairment now = impairment;
            // each packet draws the same number of times, so that a seed's losses don't depend on the other settings
            boolean loses = random.nextDouble() < now.loss();
            boolean doubles = random.nextDouble() < now.duplication();
            long jitter = (long) (random.nextDouble() * now.jitter().toNanos());
            if (loses || out.peer == null) {
                lost++;
                continue;
            }
            byte[] bytes = new byte[buffer.remaining()];
            buffer.get(bytes);
            long due = System.nanoTime() + now.delay().toNanos() + jitter;
            if (!now.reordering()) {
                due = Math.max(due, out.lastDue);
            }
            out.lastDue = due;
            enqueue(new Delayed(due, order++, out, ByteBuffer.wrap(bytes)));
            if (doubles) {
                enqueue(new Delayed(due, order++, out, ByteBuffer.wrap(bytes)));
            }
        }
    }

    private void enqueue(Delayed packet) {
        waiting++;
        queue.add(packet);
    }

    private void sendDue() throws IOException {
        while (!queue.isEmpty() && queue.peek().due <= System.nanoTime()) {
            Delayed packet = queue.remove();
            packet.out.channel.send(packet.packet, packet.out.peer);
            relayed++;
            waiting--;
        }
    }

    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join(1_000);
            selector.close();
            left.channel.close();
            right.channel.close();
        } catch (IOException e) {
            throw new IllegalStateException("impairing relay: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
