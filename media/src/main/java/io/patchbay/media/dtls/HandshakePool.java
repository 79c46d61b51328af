package io.patchbay.media.dtls;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that handshakes wait on: as many as there are handshakes, up to a bound, none when there are none. Any
 * thread.
 */
public final class HandshakePool implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor threads;

    /** @param maxPending how many handshakes may go on at a time */
    public HandshakePool(int maxPending) {
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0, maxPending, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "dtls-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Runs {@code task} on a thread of its own; false where all are taken, or the pool is closed. */
    boolean tryExecute(Runnable task) {
        try {
            threads.execute(task);
            return true;
        } catch (RejectedExecutionException e) {
            return false;
        }
    }

    /** Handshakes going on now. */
    public int pending() {
        return threads.getActiveCount();
    }

    /** Interrupts the handshakes still going on. */
    @Override
    public void close() {
        threads.shutdownNow();
    }
}
