package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.ice4j.message.MessageFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Learns from STUN and TURN servers how else a call's socket may be reached (RFC 8445 §5.1.1.2), once in its life, and keeps what they
 * relay until it is closed. Belongs to the call's loop; its owner hands it the servers' packets and calls {@link #work} when due.
 */
public final class IceGathering {
    private static final Logger log = LoggerFactory.getLogger(IceGathering.class);
    private static final Duration PATIENCE = Duration.ofMillis(500); // nobody's answer waits longer
    private static final int MOST = 65_535;

    /** Told on the owner's thread. */
    public interface Listener {
        /** A server sees the socket as {@code mapped}. */
        void onReflexive(InetSocketAddress mapped);

        /** A server relays an address; {@code mapped} is how it sees the socket, or null. */
        void onRelayed(IceBase relayed, InetSocketAddress mapped);

        /** All servers that are waited for have answered, or time is up. Told once. */
        void onGathered();

        /** A packet came through a server; it is at the beginning of {@code buffer} now. */
        void onData(IceBase relayed, InetSocketAddress peer, byte[] buffer, int length);
    }

    private final IceServers servers;
    private final Listener listener;
    private final List<ServerExchange> stun = new ArrayList<>();
    private final List<TurnAllocation> turn = new ArrayList<>();
    private final List<InetSocketAddress> awaited = new ArrayList<>();
    private long deadline;
    private boolean gathered;

    public IceGathering(IceServers servers, Listener listener) {
        this.servers = servers;
        this.listener = listener;
    }

    /** Asks all servers that {@code socket} can reach. May tell {@link Listener#onGathered} at once. */
    public void begin(IceBase socket, long now) {
        deadline = now + PATIENCE.toNanos();
        for (InetSocketAddress server : servers.stun()) {
            if (reaches(socket, server)) {
                ServerExchange exchange = new ServerExchange(socket, server);
                stun.add(exchange);
                await(server, now);
            }
        }
        for (TurnServer server : servers.turn()) {
            if (reaches(socket, server.address())) {
                turn.add(new TurnAllocation(socket, server, MOST - turn.size(), this::settled));
                await(server.address(), now);
            }
        }
        for (ServerExchange exchange : stun) {
            StunRequest request = new StunRequest(MessageFactory.createBindingRequest()).signed(null);
            exchange.ask(request, now, response -> mapped(exchange.server(), response));
        }
        turn.forEach(allocation -> allocation.begin(now));
        finishIfDone();
    }

    private static boolean reaches(IceBase socket, InetSocketAddress server) {
        return socket.address().getAddress().getClass() == server.getAddress().getClass()
                && (!socket.address().getAddress().isLoopbackAddress()
                        || server.getAddress().isLoopbackAddress());
    }

    private void await(InetSocketAddress server, long now) {
        if (!servers.isSilent(server, now)) {
            awaited.add(server);
        }
    }

    private void mapped(InetSocketAddress server, StunResponse response) {
        if (response != null) {
            servers.answered(server);
            if (!gathered && response.isSuccess()) {
                response.mapped().ifPresent(listener::onReflexive);
            }
        }
        awaited.remove(server);
        finishIfDone();
    }

    private void settled(TurnAllocation allocation) {
        if (allocation.state() == TurnState.ALLOCATED) {
            servers.answered(allocation.server());
            listener.onRelayed(allocation, allocation.mapped());
        }
        awaited.remove(allocation.server());
        finishIfDone();
    }

    private void finishIfDone() {
        if (!gathered && awaited.isEmpty()) {
            gathered = true;
            turn.forEach(TurnAllocation::abandon);
            listener.onGathered();
        }
    }

    /** Whether a packet from {@code source} is for {@link #onServerPacket}. */
    public boolean isServer(InetSocketAddress source) {
        for (TurnAllocation allocation : turn) {
            if (allocation.isFor(source)) {
                return true;
            }
        }
        for (ServerExchange exchange : stun) {
            if (exchange.server().equals(source)) {
                return true;
            }
        }
        return false;
    }

    /** Takes a packet of a server's; false where it makes no sense. */
    public boolean onServerPacket(InetSocketAddress source, byte[] packet, int length) {
        for (TurnAllocation allocation : turn) {
            if (allocation.isFor(source) && (onData(allocation, packet, length) || allocation.onStun(packet, length))) {
                return true;
            }
        }
        for (ServerExchange exchange : stun) {
            if (exchange.server().equals(source) && exchange.onStun(packet, length)) {
                return true;
            }
        }
        return false;
    }

    private boolean onData(TurnAllocation allocation, byte[] packet, int length) {
        if (TurnFrames.isChannelData(packet, length)) {
            InetSocketAddress peer = allocation.peerOf(StunPacket.u16(packet, 0));
            return peer != null && deliver(allocation, peer, packet, 4, StunPacket.u16(packet, 2));
        }
        if (!TurnFrames.isDataIndication(packet, length)) {
            return false;
        }
        InetSocketAddress peer = TurnFrames.peer(packet, length);
        int data = TurnFrames.dataAt(packet, length);
        return peer != null && data > 0 && deliver(allocation, peer, packet, data, TurnFrames.lengthAt(packet, data));
    }

    private boolean deliver(TurnAllocation allocation, InetSocketAddress peer, byte[] packet, int from, int length) {
        System.arraycopy(packet, from, packet, 0, length);
        listener.onData(allocation, peer, packet, length);
        return true;
    }

    /** Does what is due; returns when to call again. */
    public long work(long now) {
        if (!gathered && deadline - now <= 0) {
            for (InetSocketAddress server : List.copyOf(awaited)) {
                if (servers.wasSilent(server, now)) {
                    log.warn(
                            "the STUN or TURN server {} did not answer within {} ms; calls do not wait for it for some time",
                            server,
                            PATIENCE.toMillis());
                }
            }
            awaited.clear();
            finishIfDone();
        }
        long due = gathered ? Long.MAX_VALUE : deadline;
        for (ServerExchange exchange : stun) {
            due = Math.min(due, exchange.work(now));
        }
        for (TurnAllocation allocation : turn) {
            due = Math.min(due, allocation.work(now));
        }
        return due;
    }

    /** Gives back what was relayed. Idempotent. */
    public void close() {
        stun.forEach(ServerExchange::close);
        turn.forEach(TurnAllocation::close);
    }
}
