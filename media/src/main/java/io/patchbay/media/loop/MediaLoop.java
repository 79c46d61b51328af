package io.patchbay.media.loop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that owns packets: its channels, its timers, and the rooms and legs placed on it. Whatever belongs to a loop is
 * touched on its thread only; others {@link #execute post}. Nothing that runs here may block.
 *
 * <p>Between two looks at the 20 ms tick a loop does a bounded amount of work: each ready channel reads at most {@value
 * #CHANNEL_BUDGET} packets, and at most {@value #TASK_BUDGET} posted tasks run. A loop that is late makes up for at most {@value
 * #TICK_BUDGET} ticks at once, so that also one with too much to do hears who leaves.
 */
public final class MediaLoop implements Executor, AutoCloseable {
    /** Length of a tick, in milliseconds and in nanoseconds. */
    public static final int TICK_MILLIS = 20;

    public static final long TICK_NANOS = Duration.ofMillis(TICK_MILLIS).toNanos();

    private static final Logger log = LoggerFactory.getLogger(MediaLoop.class);
    private static final int CHANNEL_BUDGET = 64;
    private static final int TASK_BUDGET = 256;
    private static final int TICK_BUDGET = 5;
    private static final long LATE_NANOS = TICK_NANOS / 2;
    private static final long STALL_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LOG_EVERY_NANOS = Duration.ofSeconds(1).toNanos();

    private final Selector selector;
    private final Thread thread;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean woken = new AtomicBoolean();
    private final PriorityQueue<LoopTimer> timers = new PriorityQueue<>(Comparator.comparingLong(LoopTimer::dueNanos));
    private final LoopStatistics statistics = new LoopStatistics();
    private final Consumer<SelectionKey> handleKey = this::handle; // made once, not at each select
    private List<Ticker> tickers = List.of(); // copied on change: a ticker may add and remove tickers
    private volatile boolean closing;
    private long nextTick;
    private long lastFaultLogged;
    private long faultsSuppressed;

    private MediaLoop(String name) {
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException("media loop " + name + ": cannot open a selector", e);
        }
        thread = new Thread(this::run, name);
        thread.setDaemon(true);
        thread.setPriority(Thread.MAX_PRIORITY);
    }

    public static MediaLoop start(String name) {
        MediaLoop loop = new MediaLoop(name);
        loop.nextTick = System.nanoTime() + TICK_NANOS;
        loop.thread.start();
        return loop;
    }

    public String name() {
        return thread.getName();
    }

    /**
     * Posts {@code task}; tasks run in the order posted. May be called on any thread.
     *
     * @throws RejectedExecutionException after the loop was closed
     */
    @Override
    public void execute(Runnable task) {
        if (closing) {
            throw new RejectedExecutionException(name() + " is closed");
        }
        tasks.add(task);
        if (Thread.currentThread() != thread && woken.compareAndSet(false, true)) {
            selector.wakeup();
        }
    }

    /** Runs {@code task} on this loop and completes there with what it returned or threw. Any thread. */
    public <T> CompletableFuture<T> call(Callable<T> task) {
        CompletableFuture<T> result = new CompletableFuture<>();
        execute(() -> {
            try {
                result.complete(task.call());
            } catch (Exception | Error e) {
                result.completeExceptionally(e);
            }
        });
        return result;
    }

    public boolean isOwner() {
        return Thread.currentThread() == thread;
    }

    public void assertOwner() {
        if (!isOwner()) {
            throw new IllegalStateException(name() + ": called from "
                    + Thread.currentThread().getName() + ", but this state belongs to the media loop");
        }
    }

    /** Runs {@code task} once after {@code delay}, to the millisecond. On the loop only. */
    public LoopTimer schedule(Duration delay, Runnable task) {
        assertOwner();
        LoopTimer timer = new LoopTimer(System.nanoTime() + delay.toNanos(), task);
        timers.add(timer);
        return timer;
    }

    /** Adds {@code ticker} to those called every 20 ms, from the next tick on. On the loop only. */
    public void addTicker(Ticker ticker) {
        assertOwner();
        List<Ticker> more = new ArrayList<>(tickers);
        more.add(ticker);
        tickers = List.copyOf(more);
    }

    public void removeTicker(Ticker ticker) {
        assertOwner();
        List<Ticker> fewer = new ArrayList<>(tickers);
        fewer.remove(ticker);
        tickers = List.copyOf(fewer);
    }

    /**
     * Watches {@code channel}, which must be non-blocking. Closing the channel ends it.
     *
     * @param operations of {@link SelectionKey}, changeable on the key returned
     */
    public SelectionKey register(SelectableChannel channel, int operations, ChannelHandler handler)
            throws ClosedChannelException {
        assertOwner();
        return channel.register(selector, operations, handler);
    }

    /** Counters and tick lateness; may be read on any thread. */
    public LoopStatistics statistics() {
        return statistics;
    }

    /** Ends the thread after the tasks already posted; channels still registered are closed. Any thread but the loop's. */
    @Override
    public void close() {
        if (closing) {
            return;
        }
        closing = true;
        selector.wakeup();
        try {
            thread.join(Duration.ofSeconds(2).toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!closing) {
            try {
                runTicks();
                runTimers();
                select();
                runTasks(TASK_BUDGET);
            } catch (RuntimeException | IOException | Error e) {
                reportFault(e); // nothing that a packet or a task does may end the loop
            }
        }
        runTasks(Integer.MAX_VALUE);
        closeChannels();
    }

    private void runTicks() throws IOException {
        long now = System.nanoTime();
        if (now - nextTick > STALL_NANOS) {
            nextTick += (now - nextTick) / TICK_NANOS * TICK_NANOS; // nobody wants a second of audio at once
        }
        for (int i = 0; i < TICK_BUDGET && now - nextTick >= 0; i++) {
            if (now - nextTick > LATE_NANOS) {
                selector.selectNow(this::handle); // what came while we were late belongs before the tick
            }
            long due = nextTick;
            nextTick += TICK_NANOS;
            statistics.ticked(now - due);
            for (Ticker ticker : tickers) {
                try {
                    ticker.onTick(due);
                } catch (RuntimeException e) {
                    reportFault(e);
                }
            }
            now = System.nanoTime();
        }
    }

    private void runTimers() {
        long now = System.nanoTime();
        for (LoopTimer timer = timers.peek(); timer != null && timer.dueNanos() - now <= 0; timer = timers.peek()) {
            timers.poll();
            timer.fire();
        }
    }

    private void select() throws IOException {
        woken.set(false);
        long waitNanos = tasks.isEmpty() ? untilNextDue() : 0;
        // Below a millisecond the selector cannot wait; the tick may come that much early to its own thread, never to a
        // peer.
        if (waitNanos < 1_000_000) {
            if (waitNanos > 0 && tasks.isEmpty()) {
                selector.select(handleKey, 1);
            } else {
                selector.selectNow(handleKey);
            }
        } else {
            selector.select(handleKey, waitNanos / 1_000_000);
        }
    }

    private long untilNextDue() {
        LoopTimer timer = timers.peek();
        long now = System.nanoTime();
        long tick = nextTick - now;
        return Math.max(0, timer == null ? tick : Math.min(tick, timer.dueNanos() - now));
    }

    private void handle(SelectionKey key) {
        try {
            ((ChannelHandler) key.attachment()).onReady(CHANNEL_BUDGET);
        } catch (IOException | RuntimeException e) {
            reportFault(e);
        }
    }

    private void runTasks(int budget) {
        for (int i = 0; i < budget; i++) {
            Runnable task = tasks.poll();
            if (task == null) {
                return;
            }
            try {
                task.run();
            } catch (RuntimeException e) {
                reportFault(e);
            }
        }
    }

    private void reportFault(Throwable fault) {
        statistics.faulted();
        long now = System.nanoTime();
        if (lastFaultLogged != 0 && now - lastFaultLogged < LOG_EVERY_NANOS) {
            faultsSuppressed++;
            return;
        }
        log.error("{}: a task or packet failed ({} more since the last such line)", name(), faultsSuppressed, fault);
        lastFaultLogged = now;
        faultsSuppressed = 0;
    }

    private void closeChannels() {
        for (SelectionKey key : selector.keys()) {
            try {
                key.channel().close();
            } catch (IOException e) {
                log.debug("{}: closing a channel", name(), e);
            }
        }
        try {
            selector.close();
        } catch (IOException e) {
            log.debug("{}: closing the selector", name(), e);
        }
    }
}
