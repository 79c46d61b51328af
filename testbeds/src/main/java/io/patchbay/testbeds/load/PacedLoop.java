package io.patchbay.testbeds.load;

import java.io.IOException;
import java.net.PortUnreachableException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * The one thread of a load: each millisecond it gives a twentieth of the legs their turn to send, and reads whatever has come. So phones are
 * spread over the 20 ms as those of strangers are, in steps of a millisecond, and the load wakes a thousand times a second at most.
 */
final class PacedLoop implements AutoCloseable {
    private static final int SLOTS = 20;
    private static final long SLOT_NANOS = 1_000_000;
    private static final long STALL_NANOS = 200_000_000;

    private final LoadLeg[][] slots = new LoadLeg[SLOTS][];
    private final Selector selector;
    private final ByteBuffer in = ByteBuffer.allocateDirect(2_048);
    private final Consumer<SelectionKey> read = this::read; // made once
    private final AtomicReference<FutureTask<?>> task = new AtomicReference<>();
    private final Thread thread = new Thread(this::run, "paced-loop");
    private volatile boolean closing;
    private long now;

    /** Takes the legs over, and the sockets with them. */
    PacedLoop(List<? extends LoadLeg> legs) {
        try {
            selector = Selector.open();
            for (LoadLeg leg : legs) {
                leg.channel().configureBlocking(false);
                leg.channel().register(selector, SelectionKey.OP_READ, leg);
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot watch the phones' sockets", e);
        }
        for (int slot = 0; slot < SLOTS; slot++) {
            int mine = slot;
            slots[slot] = legs.stream()
                    .filter(leg -> Math.floorMod(legs.indexOf(leg) * 7, SLOTS) == mine)
                    .toArray(LoadLeg[]::new);
        }
        thread.setPriority(Thread.MAX_PRIORITY);
        thread.start();
    }

    /** Runs {@code work} on the loop and waits for it. */
    void call(Runnable work) {
        FutureTask<Void> future = new FutureTask<>(work, null);
        task.set(future);
        try {
            future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    private void run() {
        long next = System.nanoTime();
        for (int slot = 0; !closing; slot = slot + 1 == SLOTS ? 0 : slot + 1) {
            next += SLOT_NANOS;
            long wait = next - System.nanoTime();
            if (wait > 0) {
                LockSupport.parkNanos(wait);
            } else if (-wait > STALL_NANOS) {
                next = System.nanoTime(); // the machine stood still; nobody sends a second of audio at once
            }
            for (LoadLeg leg : slots[slot]) {
                leg.send();
            }
            receive();
            FutureTask<?> work = task.getAndSet(null);
            if (work != null) {
                work.run();
            }
        }
    }

    private void receive() {
        now = System.nanoTime();
        try {
            selector.selectNow(read);
        } catch (IOException e) {
            throw new IllegalStateException("the selector failed", e);
        }
    }

    private void read(SelectionKey key) {
        try {
            ((LoadLeg) key.attachment()).receive(in, now);
        } catch (PortUnreachableException e) {
            // the far end has gone
        } catch (IOException e) {
            throw new IllegalStateException("cannot receive RTP", e);
        }
    }

    @Override
    public void close() {
        closing = true;
        try {
            thread.join(2_000);
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new IllegalStateException("cannot close the phones' sockets", e);
        }
    }
}
