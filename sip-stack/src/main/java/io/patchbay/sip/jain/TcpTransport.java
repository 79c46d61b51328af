package io.patchbay.sip.jain;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import io.patchbay.sip.KeepAliveSettings;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP over TCP, or TLS over it, on one address: one thread and one selector for its listening socket and all connections, incoming and
 * outgoing. Nothing that other threads ask for waits for the network.
 */
final class TcpTransport extends MessageProcessor {
    private static final Logger log = LoggerFactory.getLogger(TcpTransport.class);
    private static final int MAX_CONNECTIONS = 4096;
    private static final int MAX_CONNECTIONS_OF_ONE = 512; // many phones may be behind one NAT
    private static final long UNREACHABLE_NANOS = Duration.ofMinutes(10).toNanos();
    private static final Duration LOOK_EVERY = Duration.ofSeconds(5);

    private final MessageIntake intake;
    private final Optional<TlsEngines> tls;
    private final int trafficClass;
    private final KeepAliveSettings keepAlive;
    private final Duration lookEvery;
    private final Map<InetSocketAddress, TcpConnection> connections = new ConcurrentHashMap<>();
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final Map<InetSocketAddress, Long> unreachable = new ConcurrentHashMap<>(); // until when, in nanoTime
    private Selector selector; // set once by start, as are the two below
    private ServerSocketChannel listener;
    private Thread thread;
    private volatile boolean closing;

    /** @param tls empty for plain TCP */
    TcpTransport(
            SIPTransactionStack stack,
            InetAddress address,
            int port,
            MessageIntake intake,
            Optional<TlsEngines> tls,
            int trafficClass,
            KeepAliveSettings keepAlive) {
        super(address, port, tls.isPresent() ? "tls" : "tcp", stack);
        this.intake = intake;
        this.tls = tls;
        this.trafficClass = trafficClass;
        this.keepAlive = keepAlive;
        Duration half = keepAlive.every().dividedBy(2);
        this.lookEvery = keepAlive.isOn() && half.compareTo(LOOK_EVERY) < 0 ? half : LOOK_EVERY;
    }

    KeepAliveSettings keepAliveSettings() {
        return keepAlive;
    }

    MessageIntake intake() {
        return intake;
    }

    @Override
    public void start() throws IOException {
        selector = Selector.open();
        listener = ServerSocketChannel.open(family());
        listener.setOption(StandardSocketOptions.SO_REUSEADDR, true);
        try {
            listener.bind(new InetSocketAddress(getIpAddress(), getPort()));
        } catch (IOException e) {
            listener.close();
            selector.close();
            throw e;
        }
        listener.configureBlocking(false);
        listener.register(selector, SelectionKey.OP_ACCEPT);
        thread = new Thread(
                this::run,
                "sip-" + getTransport().toLowerCase(Locale.ROOT) + "-"
                        + getIpAddress().getHostAddress() + ":" + getPort());
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        long nextLook = System.nanoTime() + lookEvery.toNanos();
        while (!closing) {
            try {
                selector.select(this::handle, Math.max(1, lookEvery.toMillis()));
                runTasks();
                if (System.nanoTime() - nextLook >= 0) {
                    nextLook = System.nanoTime() + lookEvery.toNanos();
                    for (TcpConnection connection : new ArrayList<>(connections.values())) {
                        connection.closeIfIdle();
                        connection.keepAlive();
                    }
                    unreachable.values().removeIf(until -> System.nanoTime() - until >= 0);
                }
            } catch (IOException | RuntimeException e) {
                log.warn("{}: {}", thread.getName(), e.toString());
            }
        }
        runTasks(); // what was sent last, a BYE perhaps, still goes out
        new ArrayList<>(connections.values()).forEach(TcpConnection::close);
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void handle(SelectionKey key) {
        try {
            if (key.isValid() && key.isAcceptable()) {
                accept();
            } else if (key.attachment() instanceof TcpConnection connection) {
                connection.onReady();
            }
        } catch (IOException | RuntimeException e) {
            log.debug("{}: {}", thread.getName(), e.toString());
        }
    }

    private void accept() throws IOException {
        SocketChannel socket = listener.accept();
        if (socket == null) {
            return;
        }
        InetSocketAddress peer = (InetSocketAddress) socket.getRemoteAddress();
        if (intake.ignores(peer.getAddress())) {
            socket.close();
            return;
        }
        if (isFullFor(peer.getAddress())) {
            log.debug("{}: too many connections, {} is turned away", thread.getName(), peer);
            socket.close();
            return;
        }
        try {
            StreamLayer layer =
                    tls.isPresent() ? new TlsLayer(socket, tls.get().accepting(peer)) : new PlainLayer(socket);
            TcpConnection connection = new TcpConnection(this, peer, socket, layer, false);
            connections.put(peer, connection);
            register(connection, SelectionKey.OP_READ);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    private boolean isFullFor(InetAddress peer) {
        return connections.size() >= MAX_CONNECTIONS
                || connections.keySet().stream()
                                .filter(other -> other.getAddress().equals(peer))
                                .count()
                        >= MAX_CONNECTIONS_OF_ONE;
    }

    private void register(TcpConnection connection, int operations) throws IOException {
        SocketChannel socket = connection.socket();
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
        socket.setOption(StandardSocketOptions.IP_TOS, trafficClass);
        connection.setKey(socket.register(selector, operations, connection));
    }

    /** That of the own address: Linux ignores IP_TOS on IPv6 sockets that carry IPv4. */
    private ProtocolFamily family() {
        return getIpAddress() instanceof Inet6Address ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
    }

    /** Runs {@code task} on this transport's thread. */
    void execute(Runnable task) {
        tasks.add(task);
        selector.wakeup();
    }

    void forget(TcpConnection connection) {
        if (connections.remove(connection.peer(), connection)) {
            intake.closed(connection, getTransport());
        }
    }

    /** Connecting to {@code peer} failed. */
    void noteUnreachable(InetSocketAddress peer) {
        unreachable.put(peer, System.nanoTime() + UNREACHABLE_NANOS);
    }

    boolean isWorthConnecting(InetSocketAddress peer) {
        Long until = unreachable.get(peer);
        return until == null || System.nanoTime() - until >= 0;
    }

    /** Whether a connection to {@code peer} is open or being opened. */
    boolean isConnectedTo(InetSocketAddress peer) {
        return connections.containsKey(peer);
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws IOException {
        return createMessageChannel(target.getInetAddress(), target.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress target, int port) throws IOException {
        InetSocketAddress peer = new InetSocketAddress(target, port < 0 ? getDefaultTargetPort() : port);
        return connection(peer, target.getHostAddress());
    }

    /**
     * The connection that is there, or a new one, which connects while this returns.
     *
     * @param name of the server, for its certificate; an address where it has none
     */
    TcpConnection connection(InetSocketAddress peer, String name) throws IOException {
        TcpConnection open = connections.get(peer);
        if (open != null) {
            return open;
        }
        SocketChannel socket = SocketChannel.open(family());
        StreamLayer layer;
        try {
            layer = tls.isPresent()
                    ? new TlsLayer(socket, tls.get().connecting(name, peer.getPort()))
                    : new PlainLayer(socket);
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw new IOException("no TLS to " + name + ": " + e.getMessage(), e);
        }
        TcpConnection connection = new TcpConnection(this, peer, socket, layer, true);
        TcpConnection other = connections.putIfAbsent(peer, connection);
        if (other != null) {
            socket.close();
            return other;
        }
        execute(() -> connect(connection));
        return connection;
    }

    private void connect(TcpConnection connection) {
        try {
            SocketChannel socket = connection.socket();
            socket.bind(new InetSocketAddress(getIpAddress(), 0));
            register(connection, SelectionKey.OP_CONNECT);
            if (socket.connect(connection.peer())) {
                connection.onReady();
            }
        } catch (IOException | RuntimeException e) {
            connection.fail(e.toString());
        }
    }

    @Override
    public void stop() {
        if (thread == null) {
            return; // it never started
        }
        closing = true;
        selector.wakeup();
        try {
            thread.join(2000);
            listener.close();
            selector.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            log.debug("{}: closing: {}", thread.getName(), e.getMessage());
        }
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public int getDefaultTargetPort() {
        return isSecure() ? 5061 : 5060;
    }

    @Override
    public boolean isSecure() {
        return tls.isPresent();
    }

    @Override
    public int getMaximumMessageSize() {
        return Integer.MAX_VALUE;
    }

    @Override
    public boolean inUse() {
        return !connections.isEmpty();
    }
}
