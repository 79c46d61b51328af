package io.patchbay.gateway.http;

import io.patchbay.sip.SipSocket;
import io.patchbay.sip.SipSocketSession;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;

/** {@code /sip}: SIP over WebSocket (RFC 7118). {@link FrontDoor} has checked the address by {@code access.callers}. */
final class SipServlet extends JettyWebSocketServlet {
    static final String PATH = "/sip";
    static final String SUBPROTOCOL = "sip"; // RFC 7118 §4.1

    private static final long serialVersionUID = 1L;

    private final transient SipDoor door;
    private final transient SipWebSocketConfig config;
    private final transient WebSocketConnections connections;
    private final transient Executor executor;

    SipServlet(SipDoor door, SipWebSocketConfig config, WebSocketConnections connections, Executor executor) {
        this.door = door;
        this.config = config;
        this.connections = connections;
        this.executor = executor;
    }

    @Override
    protected void configure(JettyWebSocketServletFactory factory) {
        factory.setMaxTextMessageSize(config.maxMessageSize());
        factory.setMaxBinaryMessageSize(config.maxMessageSize());
        factory.setCreator(this::create);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        try {
            check(request);
        } catch (Problem problem) {
            Json.answer(response, problem);
            return;
        }
        super.service(request, response);
    }

    private void check(HttpServletRequest request) {
        if (!"websocket".equalsIgnoreCase(request.getHeader("Upgrade"))) {
            throw new Problem(
                    426,
                    "upgrade-required",
                    "This is a WebSocket",
                    "open %s as a WebSocket with the subprotocol %s".formatted(PATH, SUBPROTOCOL));
        }
        String origin = request.getHeader("Origin");
        if (origin == null || !config.allowsOrigin(origin)) {
            Origin.check(origin, request.getHeader("Host"));
        }
        String offered = request.getHeader("Sec-WebSocket-Protocol");
        if (offered == null || !Arrays.asList(offered.split("[\\s,]+")).contains(SUBPROTOCOL)) {
            throw new Problem(
                    400,
                    "unknown-subprotocol",
                    "The subprotocol is not spoken here",
                    "offered was %s; this door speaks %s".formatted(offered == null ? "none" : offered, SUBPROTOCOL));
        }
    }

    private WebSocketConnection create(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) {
        response.setAcceptedSubProtocol(SUBPROTOCOL);
        response.setExtensions(List.of());
        InetSocketAddress remote = (InetSocketAddress) request.getRemoteSocketAddress();
        InetAddress local = ((InetSocketAddress) request.getLocalSocketAddress()).getAddress();
        boolean secure = request.getHttpServletRequest().isSecure();
        return new WebSocketConnection(
                "SIP",
                remote,
                true,
                socket -> session(door.open(new Outward(remote, local, secure, socket))),
                connections,
                executor);
    }

    private static ControlSession session(SipSocketSession sip) {
        return new ControlSession() {
            @Override
            public void onText(String text) {
                sip.onMessage(text.getBytes(StandardCharsets.UTF_8));
            }

            @Override
            public void onClose(int code, String reason) {
                sip.onClosed();
            }
        };
    }

    private record Outward(InetSocketAddress remote, InetAddress local, boolean isSecure, ControlSocket socket)
            implements SipSocket {
        @Override
        public void send(byte[] message) {
            socket.sendText(new String(message, StandardCharsets.UTF_8));
        }
    }
}
