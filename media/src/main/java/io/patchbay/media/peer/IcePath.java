package io.patchbay.media.peer;

import io.patchbay.media.ice.IceAgentState;
import io.patchbay.media.ice.IceCredentials;
import io.patchbay.media.ice.IceListener;
import io.patchbay.media.ice.IceLiteAgent;
import io.patchbay.media.ice.IceTuple;
import io.patchbay.media.ice.StunPacket;
import io.patchbay.media.sdp.LocalIce;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The way to a phone that does ICE: answers its checks on the RTP port, and goes where they say (lite, RFC 8445 §2.5). Belongs to
 * the media loop.
 */
final class IcePath implements IceListener {
    private static final Duration CONSENT = Duration.ofSeconds(30); // unused: not every phone repeats its checks

    /** What a path needs of the phone's transport. */
    interface Port {
        InetSocketAddress localAddress();

        boolean sendRaw(byte[] buffer, int offset, int length, InetSocketAddress target);

        /** Packets go to {@code target} from now on. */
        void onPath(InetSocketAddress target);
    }

    private final Port port;
    private final IceLiteAgent agent = new IceLiteAgent(this, CONSENT);
    private final Map<InetSocketAddress, IceTuple> valid = new HashMap<>();
    private InetSocketAddress selected;

    IcePath(Port port) {
        this.port = port;
    }

    LocalIce credentials() {
        return described(agent.credentials());
    }

    /** New credentials; the old ones are good until the phone uses the new (RFC 8445 §9). */
    void restart() {
        agent.restart();
    }

    private static LocalIce described(IceCredentials credentials) {
        return new LocalIce(credentials.usernameFragment(), credentials.password());
    }

    /** Takes a packet that may be a check; false where it is none of ours. */
    boolean onStun(byte[] packet, int length, InetSocketAddress source, long nowNanos) {
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

    /** Whether a check came from there and was answered. */
    boolean isValid(InetSocketAddress source) {
        return valid.containsKey(source);
    }

    /** Media or DTLS came, and was authentic as far as that can be told. */
    void onMedia(InetSocketAddress source) {
        IceTuple tuple = valid.get(source);
        if (tuple != null) {
            agent.onMedia(tuple);
        }
    }

    /** Where to send; null before the first check. */
    InetSocketAddress selected() {
        return selected;
    }

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
