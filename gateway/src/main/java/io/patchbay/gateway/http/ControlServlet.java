package io.patchbay.gateway.http;

import io.patchbay.gateway.config.RoomsConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executor;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServlet;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServletFactory;

/**
 * {@code /control/ROOM}: checks who wants to open a control connection, then upgrades. On Jetty's own servlet, since Javalin
 * neither shows pongs nor picks a subprotocol.
 */
final class ControlServlet extends JettyWebSocketServlet {
    static final String PATH = "/control/*";
    static final String SUBPROTOCOL = "patchbay-control-1";

    private static final long serialVersionUID = 1L;
    private static final int MESSAGE_BYTES = 64 * 1024;

    private final transient ControlEndpoint endpoint;
    private final transient WebSocketConnections connections;
    private final transient Executor executor;

    ControlServlet(ControlEndpoint endpoint, WebSocketConnections connections, Executor executor) {
        this.endpoint = endpoint;
        this.connections = connections;
        this.executor = executor;
    }

    @Override
    protected void configure(JettyWebSocketServletFactory factory) {
        factory.setMaxTextMessageSize(MESSAGE_BYTES);
        factory.setMaxBinaryMessageSize(1_024); // answered with a close
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

    /** A plain GET is told what an upgrade would be told, since browsers hide from pages why a socket was refused. */
    private void check(HttpServletRequest request) {
        boolean upgrade = "websocket".equalsIgnoreCase(request.getHeader("Upgrade"));
        String origin = request.getHeader("Origin");
        if (upgrade || origin != null) {
            Origin.check(origin, request.getHeader("Host"));
        }
        if (upgrade) {
            checkSubprotocol(request.getHeader("Sec-WebSocket-Protocol"));
        }
        String room = roomOf(request);
        if (!RoomsConfig.isRoomName(room)) {
            throw new Problem(
                    404,
                    "bad-room-name",
                    "Not the name of a room",
                    "a room's name has 1 to 64 characters of a-z, 0-9, '.', '_', '-'");
        }
        endpoint.refusal(room).ifPresent(problem -> {
            throw problem;
        });
        if (!upgrade) {
            throw new Problem(
                    426,
                    "upgrade-required",
                    "This is a WebSocket",
                    "open %s as a WebSocket with the subprotocol %s".formatted(request.getRequestURI(), SUBPROTOCOL));
        }
    }

    private static void checkSubprotocol(String offered) {
        if (!protocols(offered).contains(SUBPROTOCOL)) {
            throw new Problem(
                    400,
                    "unknown-subprotocol",
                    "The subprotocol is not spoken here",
                    "offered was %s; this appliance speaks %s"
                            .formatted(offered == null ? "none" : offered, SUBPROTOCOL));
        }
    }

    private WebSocketConnection create(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) {
        response.setAcceptedSubProtocol(SUBPROTOCOL);
        response.setExtensions(List.of()); // messages are small: compression would cost more than it saves
        String room = roomOf(request.getHttpServletRequest());
        InetSocketAddress remote = (InetSocketAddress) request.getRemoteSocketAddress();
        InetAddress local = ((InetSocketAddress) request.getLocalSocketAddress()).getAddress();
        return new WebSocketConnection(
                "room " + room,
                remote,
                false,
                socket -> endpoint.open(room, socket, remote, local),
                connections,
                executor);
    }

    private static String roomOf(HttpServletRequest request) {
        String path = request.getPathInfo();
        return path == null ? "" : path.substring(1).toLowerCase(Locale.ROOT);
    }

    private static List<String> protocols(String header) {
        return header == null ? List.of() : List.of(header.split("[\\s,]+"));
    }
}
