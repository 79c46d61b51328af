package io.patchbay.sip;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The one owner of a call's state: runs the tasks given to it in order, one at a time, on a shared pool. Whoever is on
 * another thread (the SIP stack, a media loop, a timer) posts to it and returns.
 */
public final class CallLoop implements Executor {
    /** The key under which every log line written by a task of this loop carries its call's Call-ID. */
    public static final String MDC_KEY = "callId";

    private static final Logger log = LoggerFactory.getLogger(CallLoop.class);

    private final CallId callId;
    private final Executor pool;
    private final ScheduledExecutorService timers;
    private final Queue<Runnable> tasks = new ArrayDeque<>(); // guarded by this
    private boolean scheduled; // guarded by this
    private volatile Thread owner; // set while a task runs
    private volatile Consumer<Throwable> onFault;

    CallLoop(CallId callId, Executor pool, ScheduledExecutorService timers) {
        this.callId = callId;
        this.pool = pool;
        this.timers = timers;
    }

    public CallId callId() {
        return callId;
    }

    /** Posts {@code task}. Any thread. Once the loops are closed it is dropped. */
    @Override
    public void execute(Runnable task) {
        synchronized (this) {
            tasks.add(task);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        try {
            pool.execute(this::drain);
        } catch (RejectedExecutionException e) {
            log.debug("call {}: the loops are closed, a task is dropped", callId);
        }
    }

    /** Posts {@code task} to this loop after {@code delay}. Cancelling the result before then forgets it. */
    public Future<?> schedule(Duration delay, Runnable task) {
        try {
            return timers.schedule(() -> execute(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            log.debug("call {}: the loops are closed, a timer is dropped", callId);
            CompletableFuture<Void> dropped = new CompletableFuture<>();
            dropped.cancel(false);
            return dropped;
        }
    }

    /** Says who is told, once and on this loop, when a task has thrown: a call whose state is in doubt is better ended. */
    public void onFault(Consumer<Throwable> told) {
        onFault = told;
    }

    /** Whether the calling thread is running a task of this loop. */
    public boolean isOwner() {
        return Thread.currentThread() == owner;
    }

    public void assertOwner() {
        if (!isOwner()) {
            throw new IllegalStateException("call " + callId + ": used from "
                    + Thread.currentThread().getName() + ", but this state belongs to the call's loop");
        }
    }

    private void drain() {
        owner = Thread.currentThread();
        MDC.put(MDC_KEY, callId.value());
        try {
            for (Runnable task = next(); task != null; task = next()) {
                try {
                    task.run();
                } catch (RuntimeException | Error e) {
                    log.error("a task of this call failed", e);
                    tellFault(e);
                }
            }
        } finally {
            MDC.remove(MDC_KEY);
        }
    }

    private void tellFault(Throwable fault) {
        Consumer<Throwable> told = onFault;
        onFault = null; // once: what the first one ends need not be ended again
        if (told != null) {
            execute(() -> told.accept(fault));
        }
    }

    private synchronized Runnable next() {
        Runnable task = tasks.poll();
        if (task == null) {
            owner = null;
            scheduled = false;
        }
        return task;
    }
}
