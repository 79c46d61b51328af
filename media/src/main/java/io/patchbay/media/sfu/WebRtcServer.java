package io.patchbay.media.sfu;

import io.patchbay.media.ice.StunPacket;
import io.patchbay.media.loop.MediaLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The WebRTC ports of one media loop: on each listen address one UDP and one TCP socket, all with the same port number, for
 * all WebRTC transports of that loop. Tells their packets apart (RFC 7983): connectivity checks by username fragment, all else
 * by the path that a check has validated. Belongs to the loop.
 */
final class WebRtcServer {
    /** A connection that has not passed a check by then is closed. */
    private static final long VALIDATE_WITHIN_NANOS = Duration.ofSeconds(10).toNanos();

    private static final Duration SWEEP_EVERY = Duration.ofSeconds(1);
    private static final int EPHEMERAL_TRIES = 20;

    private final MediaLoop loop;
    private final SfuConfig config;
    private final SfuCounters counters;
    private final Map<String, WebRtcTransport> byFragment = new HashMap<>();
    private final List<UdpPort> udpPorts = new ArrayList<>();
    private final List<TcpPort> tcpPorts = new ArrayList<>();
    private final Set<TcpConnection> connections = new LinkedHashSet<>(); // oldest first
    private int port;
    private boolean closed;

    private WebRtcServer(MediaLoop loop, SfuConfig config, SfuCounters counters) {
        this.loop = loop;
        this.config = config;
        this.counters = counters;
    }

    /**
     * Binds all sockets. On any thread; {@link #listen} follows on the loop.
     *
     * @param port the port to take, or 0 for one that is free everywhere
     * @throws IOException naming the address and port that could not be bound; nothing stays open then
     */
    static WebRtcServer bind(MediaLoop loop, SfuConfig config, int port, SfuCounters counters) throws IOException {
        for (int attempt = 1; ; attempt++) {
            WebRtcServer server = new WebRtcServer(loop, config, counters);
            try {
                server.bindAll(port);
                return server;
            } catch (IOException e) {
                server.closeSockets();
                if (port != 0 || attempt == EPHEMERAL_TRIES) {
                    throw e; // with port 0: a port free on one address may be taken on another
                }
            }
        }
    }

    private void bindAll(int wanted) throws IOException {
        port = wanted;
        for (ListenAddress address : config.listenAddresses()) {
            InetAddress local = address.local();
            try {
                UdpPort udp = UdpPort.open(this, local, port);
                udpPorts.add(udp);
                counters.openSockets.incrementAndGet();
                port = udp.local().getPort();
                if (config.tcp()) {
                    tcpPorts.add(TcpPort.open(this, local, port));
                    counters.openSockets.incrementAndGet();
                }
            } catch (IOException e) {
                throw new IOException(
                        "cannot bind WebRTC port %d on %s: %s".formatted(port, local.getHostAddress(), e.getMessage()),
                        e);
            }
        }
    }

    /** Begins to take packets. On the loop. */
    void listen() throws IOException {
        for (UdpPort udp : udpPorts) {
            udp.register(loop);
        }
        for (TcpPort tcp : tcpPorts) {
            tcp.register(loop);
        }
        loop.schedule(SWEEP_EVERY, this::sweep);
    }

    int port() {
        return port;
    }

    BadPackets badPackets() {
        return counters.badPackets;
    }

    /** Connectivity checks for {@code fragment} go to {@code transport}. */
    void expect(String fragment, WebRtcTransport transport) {
        byFragment.put(fragment, transport);
    }

    void expectNoMore(String fragment) {
        byFragment.remove(fragment);
    }

    void onDatagram(UdpPort udp, InetSocketAddress from, byte[] packet, int length) {
        UdpTuple tuple = udp.tuple(from);
        if (length > 0 && isStun(packet)) {
            WebRtcTransport transport = addressee(packet, length, from);
            if (transport != null) {
                check(transport, tuple, udp, from, packet, length);
            }
        } else if (tuple != null) {
            tuple.owner().onPacket(tuple, packet, length);
        } else {
            badPackets().dropped(BadPackets.Kind.UNKNOWN, "no connectivity check came from there", from);
        }
    }

    /** @param tuple the path as it is known; null where it is not */
    private void check(
            WebRtcTransport transport, UdpTuple tuple, UdpPort udp, InetSocketAddress from, byte[] packet, int length) {
        long now = System.nanoTime();
        boolean known = tuple != null && tuple.owner() == transport;
        if (tuple != null && !known && tuple.isLively(now)) {
            badPackets().dropped(BadPackets.Kind.STUN, "the path is another transport's, which uses it", from);
            return;
        }
        UdpTuple path = known ? tuple : new UdpTuple(udp, from);
        if (transport.onStun(path, packet, length, now)) {
            path.checked(now);
        }
    }

    void onFrame(TcpConnection connection, byte[] packet, int length) {
        if (isStun(packet)) {
            WebRtcTransport transport = addressee(packet, length, connection.remoteAddress());
            if (transport == null || connection.owner() != null && connection.owner() != transport) {
                onBroken(connection);
            } else {
                transport.onStun(connection, packet, length, System.nanoTime());
            }
        } else if (connection.owner() != null) {
            connection.owner().onPacket(connection, packet, length);
        } else {
            badPackets()
                    .dropped(
                            BadPackets.Kind.TCP_FRAME,
                            "a connection must begin with a connectivity check",
                            connection.remoteAddress());
            onBroken(connection);
        }
    }

    /** RFC 7983 §7. */
    private static boolean isStun(byte[] packet) {
        return packet[0] >= 0 && packet[0] <= 3;
    }

    private WebRtcTransport addressee(byte[] packet, int length, Object from) {
        if (!StunPacket.isStun(packet, 0, length)) {
            badPackets().dropped(BadPackets.Kind.STUN, "malformed, or without FINGERPRINT", from);
            return null;
        }
        String fragment = StunPacket.localFragment(packet, 0, length);
        WebRtcTransport transport = fragment == null ? null : byFragment.get(fragment);
        if (transport == null && StunPacket.isRequest(packet, 0)) {
            badPackets().dropped(BadPackets.Kind.STUN, "its username fragment is nobody's here", from);
        }
        return transport;
    }

    void onAccepted(SocketChannel accepted) throws IOException {
        try {
            if (connections.size() >= config.maxTcpConnections() && !dropOldestIdle()) {
                badPackets().dropped(BadPackets.Kind.TCP_FRAME, "too many connections", accepted.getRemoteAddress());
                accepted.close();
                return;
            }
            accepted.configureBlocking(false);
            accepted.setOption(StandardSocketOptions.TCP_NODELAY, true);
            TcpConnection connection = new TcpConnection(this, accepted, System.nanoTime());
            connection.register(loop);
            connections.add(connection);
            counters.openSockets.incrementAndGet();
        } catch (IOException e) {
            accepted.close(); // it was reset meanwhile
        }
    }

    private boolean dropOldestIdle() {
        for (TcpConnection connection : connections) {
            if (connection.owner() == null) {
                onBroken(connection);
                return true;
            }
        }
        return false;
    }

    /** Ends a connection, whoever broke it. */
    void onBroken(TcpConnection connection) {
        if (!connections.remove(connection)) {
            return;
        }
        counters.openSockets.decrementAndGet();
        connection.close();
        if (connection.owner() != null) {
            connection.owner().onTupleClosed(connection);
        }
    }

    private void sweep() {
        if (closed) {
            return;
        }
        loop.schedule(SWEEP_EVERY, this::sweep);
        long now = System.nanoTime();
        for (TcpConnection connection : List.copyOf(connections)) {
            boolean overdue = connection.owner() == null
                    ? now - connection.acceptedNanos() > VALIDATE_WITHIN_NANOS
                    : now - connection.lastReceivedNanos()
                            > config.consentTimeout().toNanos();
            if (overdue) {
                onBroken(connection);
            }
        }
    }

    /**
     * The addresses to offer, best first (RFC 8445 §5.1.2, RFC 6544 §4.5).
     *
     * @throws IllegalArgumentException where one of those chosen is none that this server listens on
     */
    List<IceCandidate> candidates(WebRtcTransportOptions options) {
        List<ListenAddress> chosen = options.candidates().isEmpty() ? config.listenAddresses() : options.candidates();
        for (ListenAddress address : chosen) {
            if (config.listenAddresses().stream()
                    .noneMatch(bound -> bound.local().equals(address.local()))) {
                throw new IllegalArgumentException("the SFU does not listen on " + address.local());
            }
        }
        List<IceCandidate> candidates = new ArrayList<>();
        for (int i = 0; options.udp() && i < chosen.size(); i++) {
            candidates.add(candidate(chosen.get(i).advertised(), i, false));
        }
        for (int i = 0; options.tcp() && config.tcp() && i < chosen.size(); i++) {
            candidates.add(candidate(chosen.get(i).advertised(), i, true));
        }
        return candidates;
    }

    private IceCandidate candidate(String address, int index, boolean tcp) {
        // RFC 8445 §5.1.2.1; RFC 6544 §4.2: TCP after UDP, and passive (4) in the upper three bits of its local
        // preference
        long typePreference = tcp ? 90 : 126;
        long localPreference = tcp ? (4L << 13) + 8_191 - index : 65_535 - index;
        long priority = (typePreference << 24) + (localPreference << 8) + 255;
        return new IceCandidate(
                (tcp ? "tcp" : "udp") + index,
                priority,
                address,
                address,
                tcp ? "tcp" : "udp",
                port,
                "host",
                tcp ? "passive" : null);
    }

    /** Closes all sockets. On the loop; the transports are closed before. */
    void close() {
        closed = true;
        List.copyOf(connections).forEach(this::onBroken);
        closeSockets();
    }

    private void closeSockets() {
        try {
            for (UdpPort udp : udpPorts) {
                udp.close();
                counters.openSockets.decrementAndGet();
            }
            for (TcpPort tcp : tcpPorts) {
                tcp.close();
                counters.openSockets.decrementAndGet();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("closing the WebRTC ports", e);
        }
        udpPorts.clear();
        tcpPorts.clear();
    }
}
