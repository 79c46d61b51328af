package io.patchbay.sip.jain;

import io.patchbay.sip.SipSocket;
import io.patchbay.sip.SipSocketSession;
import io.patchbay.sip.UserAgent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A client behind a WebSocket; the HTTP server between is left out. */
final class WebSocketPeer extends RawPeer {
    private static final AtomicInteger PORTS = new AtomicInteger(40_000);

    final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final int port = PORTS.getAndIncrement();
    private final boolean secure;
    private final int targetPort;
    private final SipSocketSession session;

    WebSocketPeer(UserAgent agent, boolean secure) {
        this.secure = secure;
        this.targetPort = agent.listeningOn().get(0).getPort();
        this.session = agent.open(new Socket());
    }

    private final class Socket implements SipSocket {
        @Override
        public InetSocketAddress remote() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
        }

        @Override
        public InetAddress local() {
            return InetAddress.getLoopbackAddress();
        }

        @Override
        public boolean isSecure() {
            return secure;
        }

        @Override
        public void send(byte[] message) {
            received.add(new String(message, StandardCharsets.UTF_8));
        }
    }

    @Override
    int port() {
        return port;
    }

    @Override
    int targetPort() {
        return targetPort;
    }

    @Override
    String transport() {
        return secure ? "WSS" : "WS";
    }

    @Override
    void send(byte[] message) {
        session.onMessage(message);
    }

    @Override
    SipText receive(Duration patience) {
        try {
            String message = received.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            return message == null ? null : new SipText(message);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        session.onClosed();
    }
}
