package io.patchbay.media.peer;

import io.patchbay.media.ice.CandidateType;
import io.patchbay.media.ice.FullAgentListener;
import io.patchbay.media.ice.IceBase;
import io.patchbay.media.ice.IceCredentials;
import io.patchbay.media.ice.IceFullAgent;
import io.patchbay.media.ice.IceGathering;
import io.patchbay.media.ice.IceRole;
import io.patchbay.media.ice.IceServers;
import io.patchbay.media.ice.StunPacket;
import io.patchbay.media.loop.LoopTimer;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.sdp.LocalIce;
import io.patchbay.media.sdp.RemoteIce;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way to a phone that does ICE, found by checks of both ends (RFC 8445). Belongs to the media loop. */
final class FullIcePath implements IcePath, FullAgentListener, IceGathering.Listener {
    private static final Logger log = LoggerFactory.getLogger(FullIcePath.class);

    private final String name;
    private final MediaLoop loop;
    private final Port port;
    private final LocalCandidates candidates;
    private final IceFullAgent agent = new IceFullAgent(this);
    private final IceBase socket = new Socket();
    private IceBase base; // that packets leave from, with selected
    private InetSocketAddress selected;
    private IceBase arrivedOver = socket; // the packet that is being taken
    private final IceServers servers;
    private IceGathering gathering; // null before it began
    private final CompletableFuture<Void> gathered = new CompletableFuture<>();
    private LoopTimer timer;
    private long timerDue = Long.MAX_VALUE;
    private boolean closed;

    FullIcePath(String name, MediaLoop loop, InetAddress advertised, IceServers servers, Port port) {
        this.name = name;
        this.loop = loop;
        this.servers = servers;
        this.port = port;
        candidates = new LocalCandidates(port.localAddress(), advertised);
        agent.addBase(socket);
    }

    @Override
    public CompletionStage<Void> gathered() {
        if (gathering == null) {
            gathering = new IceGathering(servers, this);
            gathering.begin(socket, System.nanoTime());
            work();
        }
        return gathered;
    }

    @Override
    public void onReflexive(InetSocketAddress mapped) {
        candidates.add(CandidateType.SERVER_REFLEXIVE, mapped, socket.address());
    }

    @Override
    public void onRelayed(IceBase relayed, InetSocketAddress mapped) {
        if (mapped != null) {
            onReflexive(mapped);
        }
        candidates.add(CandidateType.RELAYED, relayed.address(), mapped == null ? socket.address() : mapped);
        agent.addBase(relayed);
    }

    @Override
    public void onGathered() {
        gathered.complete(null);
    }

    @Override
    public boolean takesFromServer(InetSocketAddress source, byte[] packet, int length) {
        if (gathering == null || !gathering.isServer(source)) {
            return false;
        }
        gathering.onServerPacket(source, packet, length);
        work();
        return true;
    }

    @Override
    public void onData(IceBase relayed, InetSocketAddress peer, byte[] buffer, int length) {
        arrivedOver = relayed;
        try {
            port.onRelayed(peer, buffer, length);
        } finally {
            arrivedOver = socket;
        }
    }

    @Override
    public LocalIce local() {
        IceCredentials ours = agent.credentials();
        return new LocalIce(ours.usernameFragment(), ours.password(), false, candidates.described());
    }

    @Override
    public void restart() {
        agent.restart();
    }

    @Override
    public void agreed(RemoteIce remote, boolean offered, long nowNanos) {
        agent.start(RemoteCandidates.agent(remote), offered ? IceRole.CONTROLLING : IceRole.CONTROLLED, nowNanos);
        work();
    }

    @Override
    public boolean onStun(byte[] packet, int length, InetSocketAddress source, long nowNanos) {
        if (!StunPacket.isStun(packet, 0, length)) {
            return false;
        }
        boolean ours = agent.onStun(packet, 0, length, arrivedOver, source, nowNanos);
        if (ours) {
            work();
        }
        return ours;
    }

    @Override
    public boolean isValid(InetSocketAddress source) {
        return agent.isValid(arrivedOver, source);
    }

    @Override
    public void onMedia(InetSocketAddress source, long nowNanos) {
        agent.onMedia(arrivedOver, source, nowNanos);
    }

    @Override
    public InetSocketAddress selected() {
        return selected;
    }

    @Override
    public boolean send(byte[] buffer, int offset, int length) {
        return base.send(buffer, offset, length, selected);
    }

    @Override
    public void onSelected(IceBase base, InetSocketAddress remote) {
        log.debug("{}: ICE sends from {} {} to {}", name, base.type().token(), base.address(), remote);
        this.base = base;
        selected = remote;
        base.selected(remote);
        port.onPath(remote);
    }

    @Override
    public void onFailed(String reason) {
        port.onNoPath(reason);
    }

    @Override
    public void onConsentLost(InetSocketAddress remote, Duration silence) {
        selected = null;
        port.onNoPath("%s answered none of our checks for %d s (RFC 7675): it may have gone"
                .formatted(remote, silence.toSeconds()));
    }

    private void work() {
        if (!closed) {
            long now = System.nanoTime();
            long due = gathering == null ? Long.MAX_VALUE : gathering.work(now);
            schedule(Math.min(due, agent.work(now)));
        }
    }

    private void schedule(long due) {
        if (due == Long.MAX_VALUE || due - timerDue >= 0 && timer != null) {
            return;
        }
        if (timer != null) {
            timer.cancel();
        }
        timerDue = due;
        timer = loop.schedule(Duration.ofNanos(Math.max(0, due - System.nanoTime())), () -> {
            timer = null;
            work();
        });
    }

    @Override
    public void close() {
        closed = true;
        agent.close();
        if (gathering != null) {
            gathering.close();
        }
        gathered.complete(null); // who waits finds the peer closed
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    /** The call's own RTP socket. */
    private final class Socket implements IceBase {
        @Override
        public CandidateType type() {
            return CandidateType.HOST;
        }

        @Override
        public InetSocketAddress address() {
            return port.localAddress();
        }

        @Override
        public int localPreference() {
            return LocalCandidates.PREFERENCE;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length, InetSocketAddress to) {
            return port.sendRaw(buffer, offset, length, to);
        }
    }
}
