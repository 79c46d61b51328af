package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The STUN and TURN servers that calls ask for addresses, as their names resolve now, and which of them were silent lately: those
 * are still asked, but no call waits for them. Any thread.
 */
public final class IceServers {
    private static final long SILENT_NANOS = Duration.ofSeconds(30).toNanos();

    private final Map<InetSocketAddress, Long> silentSince = new ConcurrentHashMap<>();
    private volatile List<InetSocketAddress> stun = List.of();
    private volatile List<TurnServer> turn = List.of();

    /** No servers, until {@link #set}. */
    public IceServers() {}

    /** From the next call on. */
    public void set(List<InetSocketAddress> stun, List<TurnServer> turn) {
        this.stun = List.copyOf(stun);
        this.turn = List.copyOf(turn);
    }

    List<InetSocketAddress> stun() {
        return stun;
    }

    List<TurnServer> turn() {
        return turn;
    }

    void answered(InetSocketAddress server) {
        silentSince.remove(server);
    }

    /** Whether it had been heard of until now. */
    boolean wasSilent(InetSocketAddress server, long now) {
        return silentSince.put(server, now) == null;
    }

    boolean isSilent(InetSocketAddress server, long now) {
        Long since = silentSince.get(server);
        return since != null && now - since < SILENT_NANOS;
    }
}
