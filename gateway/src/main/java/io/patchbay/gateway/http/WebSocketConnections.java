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

/** The WebSockets of one kind that are open, and the thread that pings them and drops the dead ones. */
final class WebSocketConnections implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(WebSocketConnections.class);
    private static final int LOOKS_A_PING = 4;
    private static final Duration FAREWELL = Duration.ofSeconds(1);

    private final ControlTimings timings;
    private final Set<WebSocketConnection> open = ConcurrentHashMap.newKeySet();
    private final ScheduledThreadPoolExecutor pings;

    /** @param name of the thread of the pings */
    WebSocketConnections(String name, ControlTimings timings) {
        this.timings = timings;
        pings = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        });
        Duration pause = timings.pingEvery().dividedBy(LOOKS_A_PING);
        pings.scheduleWithFixedDelay(this::look, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    void add(WebSocketConnection connection) {
        open.add(connection);
    }

    void remove(WebSocketConnection connection) {
        open.remove(connection);
    }

    int count() {
        return open.size();
    }

    private void look() {
        long now = System.nanoTime();
        for (WebSocketConnection connection : open) {
            try {
                connection.look(now, timings);
            } catch (RuntimeException e) {
                log.error("a WebSocket could not be pinged", e);
            }
        }
    }

    /** Closes every connection that its owner has left open, with 1001, and waits a moment for the far ends to hear of it. */
    @Override
    public void close() {
        open.forEach(connection -> connection.close(1001, "the appliance stops"));
        CompletableFuture<?>[] gone =
                open.stream().map(WebSocketConnection::gone).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(gone).get(FAREWELL.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            log.debug("not every WebSocket has answered the close");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        pings.shutdownNow();
    }
}
