package io.patchbay.sip;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The threads behind all {@link CallLoop}s: a small pool for their tasks and one thread for their timers. */
public final class CallLoops implements AutoCloseable {
    private final ExecutorService pool;
    private final ScheduledThreadPoolExecutor timers;

    public CallLoops(int threads) {
        pool = Executors.newFixedThreadPool(threads, named("call-loop"));
        timers = new ScheduledThreadPoolExecutor(1, named("call-timer"));
        timers.setRemoveOnCancelPolicy(true);
    }

    public CallLoop newLoop(CallId callId) {
        return new CallLoop(callId, pool, timers);
    }

    /** For timers that belong to no call. Tasks must be short: they share one thread. */
    public ScheduledExecutorService timers() {
        return timers;
    }

    /** Lets running tasks finish for at most two seconds; tasks not yet begun are dropped. */
    @Override
    public void close() {
        timers.shutdownNow();
        pool.shutdown();
        try {
            if (!pool.awaitTermination(Duration.ofSeconds(2).toMillis(), TimeUnit.MILLISECONDS)) {
                pool.shutdownNow();
            }
        } catch (InterruptedException e) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + "-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
