package io.patchbay.media.peer;

import io.patchbay.media.ice.IceAgentState;
import io.patchbay.media.ice.IceCredentials;
import io.patchbay.media.ice.IceListener;
import io.patchbay.media.ice.IceLiteAgent;
import io.patchbay.media.ice.IceTuple;
import io.patchbay.media.ice.StunPacket;
import io.patchbay.media.sdp.LocalIce;
import io.patchbay.media.sdp.RemoteIce;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The way to a phone that does ICE: answers its checks on the RTP port, and goes where they say (lite, RFC 8445 §2.5). Belongs to
 * the media loop.
 */
final class LiteIcePath implements IcePath, IceListener {
    private static final Duration CONSENT = Duration.ofSeconds(30); // unused: not every phone repeats its checks

    private final Port port;
    private final IceLiteAgent agent = new IceLiteAgent(this, CONSENT);
    private final Map<InetSocketAddress, IceTuple> valid = new HashMap<>();
    private InetSocketAddress selected;

    LiteIcePath(Port port) {
        this.port = port;
    }

    @Override
    public LocalIce local() {
        return described(agent.credentials());
    }

    @Override
    public void restart() {
        agent.restart();
    }

    private static LocalIce described(IceCredentials credentials) {
        return new LocalIce(credentials.usernameFragment(), credentials.password());
    }

    /** Nothing to do: the phone checks. */
    @Override
    public void agreed(RemoteIce remote, boolean offered, long nowNanos) {}

    @Override
    public boolean onStun(byte[] packet, int length, InetSocketAddress source, long nowNanos) {
        if (!StunPacket.isStun(packet, 0, length)) {
            return false;
        }
        if (!StunPacket.isRequest(packet, 0)) {
            return valid.containsKey(source); // an indication that keeps translators awake
        }
        String fragment = StunPacket.localFragment(packet, 0, length);
        if (!isOurs(fragment)) {
            return false;
        }
        IceTuple known = valid.get(source);
        return agent.onStun(packet, 0, length, known == null ? new Tuple(source) : known, nowNanos);
    }

    private boolean isOurs(String fragment) {
        return agent.credentials().usernameFragment().equals(fragment)
                || Optional.ofNullable(agent.previousCredentials())
                        .filter(before -> before.usernameFragment().equals(fragment))
                        .isPresent();
    }

    @Override
    public boolean isValid(InetSocketAddress source) {
        return valid.containsKey(source);
    }

    @Override
    public void onMedia(InetSocketAddress source, long nowNanos) {
        IceTuple tuple = valid.get(source);
        if (tuple != null) {
            agent.onMedia(tuple);
        }
    }

    @Override
    public InetSocketAddress selected() {
        return selected;
    }

    @Override
    public boolean send(byte[] buffer, int offset, int length) {
        return port.sendRaw(buffer, offset, length, selected);
    }

    @Override
    public void close() {}

    @Override
    public void onState(IceAgentState state) {}

    @Override
    public void onSelected(IceTuple tuple) {
        selected = tuple == null ? null : tuple.remoteAddress();
        if (selected != null) {
            port.onPath(selected);
        }
    }

    @Override
    public void onTupleAdded(IceTuple tuple) {
        valid.put(tuple.remoteAddress(), tuple);
    }

    @Override
    public void onTupleRemoved(IceTuple tuple) {
        valid.remove(tuple.remoteAddress());
    }

    @Override
    public void onRetired(IceCredentials credentials) {}

    private final class Tuple implements IceTuple {
        private final InetSocketAddress remote;

        Tuple(InetSocketAddress remote) {
            this.remote = remote;
        }

        @Override
        public InetSocketAddress localAddress() {
            return port.localAddress();
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return remote;
        }

        @Override
        public boolean tcp() {
            return false;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length) {
            return port.sendRaw(buffer, offset, length, remote);
        }
    }
}
