package io.patchbay.gateway.http;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A control connection, or a WebSocket that carries SIP: Jetty's session on one side, a {@link ControlSession} on the other. Jetty calls the listener methods
 * one at a time; senders may be on any thread, so the outbox has a lock of its own, never held across I/O: one frame is on
 * its way at a time, written on a thread of the pool. Public only because Jetty calls it by method handles.
 */
public final class WebSocketConnection implements Session.Listener.AutoDemanding, ControlSocket {
    /** Characters that may wait to be sent. A room of two hundred is described in some 100,000. */
    static final int OUTBOX_LIMIT = 1_000_000;

    private static final Logger log = LoggerFactory.getLogger(WebSocketConnection.class);
    private static final int REASON_BYTES = 123; // RFC 6455 §5.5.1: a control frame holds 125, two are the code
    private static final long CLOSE_GRACE_NANOS = Duration.ofSeconds(2).toNanos();

    private final Function<ControlSocket, ControlSession> opener;
    private final WebSocketConnections connections;
    private final Executor executor;
    private final String name;
    private final InetSocketAddress remote;
    private final boolean takesBinary;

    private final Object outboxLock = new Object();
    private final Queue<String> outbox = new ArrayDeque<>(); // guarded by outboxLock
    private int waiting; // characters, guarded by outboxLock
    private boolean sending; // guarded by outboxLock
    private Farewell farewell; // set once when closing, guarded by outboxLock

    private final AtomicBoolean told = new AtomicBoolean();
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private volatile Session session;
    private volatile ControlSession handler;
    private volatile long lastHeard = System.nanoTime();
    private volatile long closingSince; // 0 while open
    private long lastPing = lastHeard; // by the thread of the pings only

    private record Farewell(int code, String reason) {}

    /**
     * @param name what it is for, in the log: "room lobby"
     * @param opener called once it is open
     * @param takesBinary whether a binary message is taken as the text it holds; else it ends the connection
     */
    WebSocketConnection(
            String name,
            InetSocketAddress remote,
            boolean takesBinary,
            Function<ControlSocket, ControlSession> opener,
            WebSocketConnections connections,
            Executor executor) {
        this.name = name;
        this.remote = remote;
        this.takesBinary = takesBinary;
        this.opener = opener;
        this.connections = connections;
        this.executor = executor;
    }

    @Override
    public void onWebSocketOpen(Session opened) {
        opened.setIdleTimeout(Duration.ZERO); // our own pings would count as life there
        session = opened;
        connections.add(this);
        try {
            handler = opener.apply(this);
        } catch (RuntimeException e) {
            log.error("{}: the connection of {} could not be opened", name, remote, e);
            close(StatusCode.SERVER_ERROR, "the appliance could not open it; its log says why");
        }
    }

    @Override
    public void onWebSocketText(String text) {
        lastHeard = System.nanoTime();
        ControlSession current = handler;
        if (current == null || closingSince != 0) {
            return;
        }
        try {
            current.onText(text);
        } catch (RuntimeException e) {
            log.error("{}: a message of {} could not be handled", name, remote, e);
            close(StatusCode.SERVER_ERROR, "the appliance failed on a message; its log says why");
        }
    }

    @Override
    public void onWebSocketBinary(ByteBuffer payload, Callback callback) {
        if (takesBinary) {
            onWebSocketText(StandardCharsets.UTF_8.decode(payload).toString());
            callback.succeed();
        } else {
            callback.succeed();
            close(StatusCode.BAD_DATA, "the control protocol is text");
        }
    }

    @Override
    public void onWebSocketPong(ByteBuffer payload) {
        lastHeard = System.nanoTime();
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        log.debug("{}: connection of {}: {}", name, remote, cause.toString());
    }

    @Override
    public void onWebSocketClose(int code, String reason, Callback callback) {
        end(code, reason == null ? "" : reason);
        callback.succeed();
    }

    @Override
    public void sendText(String text) {
        boolean tooSlow;
        synchronized (outboxLock) {
            if (farewell != null) {
                return;
            }
            tooSlow = waiting + text.length() > OUTBOX_LIMIT;
            if (tooSlow) {
                outbox.clear();
            } else {
                outbox.add(text);
                waiting += text.length();
            }
        }
        if (tooSlow) {
            close(StatusCode.POLICY_VIOLATION, "messages are not read fast enough");
        } else {
            startSending();
        }
    }

    @Override
    public void close(int code, String reason) {
        synchronized (outboxLock) {
            if (farewell != null) {
                return;
            }
            farewell = new Farewell(code, shortened(reason));
            closingSince = System.nanoTime() | 1; // never 0
        }
        startSending();
    }

    /** Completes when the connection has gone and its session knows. */
    CompletableFuture<Void> gone() {
        return gone;
    }

    /** Called now and then by the thread of the pings. */
    void look(long now, ControlTimings timings) {
        if (closingSince != 0 && now - closingSince > CLOSE_GRACE_NANOS) {
            drop("the far end did not answer the close");
        } else if (now - lastHeard > timings.deadAfter().toNanos()) {
            drop("no sign of life for " + timings.deadAfter().toMillis() / 1_000.0 + " s");
        } else if (now - lastPing >= timings.pingEvery().toNanos()) {
            lastPing = now;
            session.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
    }

    private void startSending() {
        synchronized (outboxLock) {
            if (sending) {
                return;
            }
            sending = true;
        }
        postNext();
    }

    private void postNext() {
        try {
            executor.execute(this::sendNext);
        } catch (RejectedExecutionException e) {
            drop("the appliance stops");
        }
    }

    private void sendNext() {
        String text;
        Farewell last;
        synchronized (outboxLock) {
            text = outbox.poll();
            last = farewell;
            if (text == null && last == null) {
                sending = false;
                return;
            }
            waiting -= text == null ? 0 : text.length();
        }
        if (text != null) {
            session.sendText(text, Callback.from(this::postNext, failure -> drop("writing failed: " + failure)));
        } else {
            session.close(last.code(), last.reason(), Callback.NOOP); // sending stays true: nothing goes after it
        }
    }

    /** Ends the connection without the far end's consent. */
    private void drop(String why) {
        end(StatusCode.NO_CLOSE, why); // 1006, RFC 6455 §7.4.1: closed abnormally
        session.disconnect(); // Jetty tells its own end of it, which then comes second
    }

    /** The connection is gone, by our farewell where we have given one: the first reason counts. */
    private void end(int code, String reason) {
        Farewell ours;
        synchronized (outboxLock) {
            ours = farewell;
        }
        if (ours != null) {
            tell(ours.code(), ours.reason());
        } else {
            tell(code, reason);
        }
        gone.complete(null);
    }

    private void tell(int code, String reason) {
        if (!told.compareAndSet(false, true)) {
            return;
        }
        connections.remove(this);
        ControlSession current = handler;
        if (current == null) {
            return;
        }
        try {
            current.onClose(code, reason);
        } catch (RuntimeException e) {
            log.error("{}: the end of the connection of {} could not be handled", name, remote, e);
        }
    }

    private static String shortened(String reason) {
        String shorter = reason;
        while (shorter.getBytes(StandardCharsets.UTF_8).length > REASON_BYTES) {
            shorter = shorter.substring(0, shorter.offsetByCodePoints(shorter.length(), -1));
        }
        return shorter;
    }
}
