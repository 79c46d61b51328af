package io.patchbay.testbeds.phone;

import io.patchbay.testbeds.net.Host;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** SIP over TCP: listens on a port, connects where there is no connection to a target yet, answers on the one used. */
final class TcpWire implements SipWire {
    private static final int CONNECT_MILLIS = 3_000;

    private final Host host;
    private final ServerSocket server;
    private final Map<InetSocketAddress, Socket> connections = new ConcurrentHashMap<>();
    private Listener listener;
    private volatile boolean closed;

    TcpWire(Host host) {
        this.host = host;
        server = host.in(() -> new ServerSocket(0, 5, host.address()));
    }

    @Override
    public void start(Listener to) {
        listener = to;
        daemon("phone-sip-tcp-" + server.getLocalPort(), this::accept);
    }

    private void accept() {
        while (!closed) {
            try {
                Socket socket = server.accept();
                adopt(socket);
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void adopt(Socket socket) {
        InetSocketAddress remote = (InetSocketAddress) socket.getRemoteSocketAddress();
        connections.put(remote, socket);
        daemon("phone-sip-tcp-" + server.getLocalPort() + "-" + remote.getPort(), () -> read(socket, remote));
    }

    private void read(Socket socket, InetSocketAddress remote) {
        SipFramer framer = new SipFramer();
        byte[] part = new byte[16_384];
        try (InputStream in = socket.getInputStream()) {
            for (int n = in.read(part); n >= 0; n = in.read(part)) {
                framer.add(new String(part, 0, n, StandardCharsets.ISO_8859_1))
                        .forEach(message -> listener.received(message, remote));
            }
        } catch (IOException e) {
            // reset or closed: the connection is gone either way
        } finally {
            connections.remove(remote, socket);
        }
    }

    @Override
    public synchronized void send(byte[] message, InetSocketAddress target) {
        Socket socket = connections.get(target);
        try {
            if (socket == null) {
                socket = host.in(() -> {
                    Socket fresh = new Socket();
                    fresh.connect(target, CONNECT_MILLIS);
                    return fresh;
                });
                socket.setTcpNoDelay(true);
                adopt(socket);
            }
            socket.getOutputStream().write(message);
        } catch (IOException e) {
            throw new IllegalStateException("phone: cannot send to %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    @Override
    public String transport() {
        return "TCP";
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) server.getLocalSocketAddress();
    }

    @Override
    public void close() {
        closed = true;
        try {
            server.close();
            for (Socket socket : connections.values()) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("phone: cannot close its TCP sockets: " + e.getMessage(), e);
        }
    }

    private static void daemon(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }
}
