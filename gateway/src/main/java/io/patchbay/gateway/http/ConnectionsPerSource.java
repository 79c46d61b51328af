package io.patchbay.gateway.http;

import io.patchbay.gateway.log.OncePerSecond;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Closes the connections of a source that has too many. Jetty's threads. */
final class ConnectionsPerSource implements Connection.Listener {
    private static final Logger log = LoggerFactory.getLogger(ConnectionsPerSource.class);

    private final SourceLimit limit;
    private final Map<EndPoint, InetAddress> counted = new ConcurrentHashMap<>();
    private final OncePerSecond reports = new OncePerSecond();

    ConnectionsPerSource(SourceLimit limit) {
        this.limit = limit;
    }

    /** Told of each protocol on a connection; of those on TLS the connection is counted by TLS itself. */
    @Override
    public void onOpened(Connection connection) {
        EndPoint endPoint = connection.getEndPoint();
        if (!(endPoint instanceof SocketChannelEndPoint)
                || !(endPoint.getRemoteSocketAddress() instanceof InetSocketAddress remote)
                || counted.containsKey(endPoint)) {
            return;
        }
        if (limit.enter(remote.getAddress())) {
            counted.put(endPoint, remote.getAddress());
        } else {
            reports.run(others -> log.warn(
                    "{} has too many connections (limits.connections-per-source); one more is closed ({} others since the last such line)",
                    remote.getAddress().getHostAddress(),
                    others));
            endPoint.close();
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection.getEndPoint().isOpen()) {
            return; // only the protocol changes: a WebSocket comes next
        }
        InetAddress source = counted.remove(connection.getEndPoint());
        if (source != null) {
            limit.leave(source);
        }
    }
}
