package io.patchbay.media.dtls;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads that handshakes wait on: as many as there are handshakes, up to a bound, none when there are none. One source has a
 * quarter of them at most, so that who begins handshakes and lets them hang keeps nobody else out. Any thread.
 */
public final class HandshakePool implements AutoCloseable {
    private static final long IDLE_SECONDS = 5;

    private final ThreadPoolExecutor threads;
    private final int mostOfOne;
    private final Map<Object, Integer> bySource = new ConcurrentHashMap<>();

    /** @param maxPending how many handshakes may go on at a time */
    public HandshakePool(int maxPending) {
        mostOfOne = Math.max(1, maxPending / 4);
        AtomicInteger number = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                0, maxPending, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                    Thread thread = new Thread(task, "dtls-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /**
     * As {@link #tryExecute(Runnable)}, for a handshake; false also where {@code source} has as many as it may.
     *
     * @param source whom it is with, by address
     */
    boolean tryExecute(Object source, Runnable task) {
        if (bySource.merge(source, 1, Integer::sum) > mostOfOne) {
            forget(source);
            return false;
        }
        boolean runs = tryExecute(() -> {
            try {
                task.run();
            } finally {
                forget(source);
            }
        });
        if (!runs) {
            forget(source);
        }
        return runs;
    }

    private void forget(Object source) {
        bySource.computeIfPresent(source, (key, count) -> count == 1 ? null : count - 1);
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
