package io.patchbay.gateway.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The control connections that are open, and the thread that pings them and drops the dead ones. */
final class ControlConnections implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(ControlConnections.class);
    private static final int LOOKS_A_PING = 4;
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final ControlTimings timings;
    private final Set<ControlConnection> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor pings;

    ControlConnections(ControlTimings timings) {
        this.timings = timings;
        pings = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "control-pings");
            thread.setDaemon(true);
            return thread;
        });
        Duration pause = timings.pingEvery().dividedBy(LOOKS_A_PING);
        pings.scheduleWithFixedDelay(this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(ControlConnection connection) {
        open.add(connection);
    }

    void remove(ControlConnection connection) {
        open.remove(connection);
    }

    int count() {
        return open.size();
    }

    private void look() {
        long now = System.nanoTime();
        for (ControlConnection connection : open) {
            try {
                connection.look(now, timings);
            } catch (RuntimeException e) {
                log.error("a control connection could not be pinged", e);
            }
        }
    }

    /** Closes every connection that its owner has left open, with 1001, and waits a moment for the far ends to hear of it. */
    @Override
    public void close() {
        open.forEach(connection -> connection.close(1001, "the appliance stops"));
        CompletableFuture<?>[] gone = open.stream().map(ControlConnection::gone).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(gone).get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.debug("not every control connection has answered the close");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pings.shutdownNow();
    }
}
