package io.patchbay.media.ice;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.ice4j.attribute.AttributeFactory;
import org.ice4j.message.MessageFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An address that a TURN server relays for a call (RFC 8656): allocated, kept alive with its permissions and channels, and given back
 * when the call ends. Over the call's own UDP socket. Belongs to the call's loop; times are of {@link System#nanoTime}.
 */
final class TurnAllocation implements IceBase {
    private static final Logger log = LoggerFactory.getLogger(TurnAllocation.class);
    private static final byte UDP = 17;
    private static final int MAX_TRIES = 3; // 401, then 438 at worst
    private static final int MAX_PACKET = 2_048;
    private static final int MAX_PERMISSIONS = 64;
    private static final long REPEAT_NANOS = Duration.ofMinutes(4).toNanos(); // permissions last five (§9)
    private static final long SHORTEST_NANOS = Duration.ofSeconds(30).toNanos();

    private final ServerExchange exchange;
    private final TurnCredentials credentials;
    private final int localPreference;
    private final Consumer<TurnAllocation> settled;
    private final Map<InetAddress, InetSocketAddress> permitted = new LinkedHashMap<>();
    private final Map<InetSocketAddress, Integer> channels = new LinkedHashMap<>();
    private final Map<Integer, InetSocketAddress> peers = new HashMap<>(); // by channel, once it is bound
    private final byte[] frame = new byte[MAX_PACKET + TurnFrames.overhead()];
    private TurnState state = TurnState.ASKED;
    private InetSocketAddress relayed;
    private InetSocketAddress mapped;
    private String failure = "";
    private long refreshAt = Long.MAX_VALUE;
    private long repeatAt = Long.MAX_VALUE;

    /** @param settled told once, of success or failure */
    TurnAllocation(IceBase socket, TurnServer server, int localPreference, Consumer<TurnAllocation> settled) {
        exchange = new ServerExchange(socket, server.address());
        credentials = new TurnCredentials(server);
        this.localPreference = localPreference;
        this.settled = settled;
    }

    void begin(long now) {
        ask(
                () -> new StunRequest(MessageFactory.createAllocateRequest())
                        .with(AttributeFactory.createRequestedTransportAttribute(UDP)),
                MAX_TRIES,
                now,
                response -> allocated(response, now));
    }

    /** Asks with the credentials known, and again with those that a refusal teaches. */
    private void ask(Supplier<StunRequest> request, int tries, long now, Consumer<StunResponse> done) {
        exchange.ask(credentials.sign(request.get()), now, response -> {
            boolean refused = response != null
                    && !response.isSuccess()
                    && (response.errorCode() == 401 || response.errorCode() == 438);
            if (refused && tries > 1 && isNew(response) && credentials.learn(response)) {
                ask(request, tries - 1, System.nanoTime(), done);
            } else {
                done.accept(response);
            }
        });
    }

    /** A 401 to what was signed means that the password is wrong: asking again would not help. */
    private boolean isNew(StunResponse response) {
        return response.errorCode() == 438 || !credentials.areKnown();
    }

    private void allocated(StunResponse response, long now) {
        boolean good = response != null
                && response.isSuccess()
                && credentials.isAuthentic(response)
                && response.relayed().isPresent();
        if (!good) {
            fail("allocating an address", response);
            return;
        }
        if (state != TurnState.ASKED) {
            deallocate();
            return;
        }
        relayed = response.relayed().get();
        mapped = response.mapped().orElse(null);
        refreshIn(response.lifetime(), now);
        become(TurnState.ALLOCATED);
        settled.accept(this);
    }

    private void fail(String doing, StunResponse response) {
        if (state == TurnState.CLOSED || state == TurnState.FAILED) {
            return;
        }
        failure = response == null
                ? doing + ": no answer"
                : response.isSuccess()
                        ? doing + ": its answer is not signed with our password, or names no address"
                        : "%s: %d %s".formatted(doing, response.errorCode(), response.errorPhrase());
        boolean waitedFor = state == TurnState.ASKED;
        become(TurnState.FAILED);
        log.warn("TURN server {}: {}", exchange.server(), failure);
        if (waitedFor) {
            settled.accept(this);
        }
    }

    private void refreshIn(int seconds, long now) {
        long lifetime = Duration.ofSeconds(Math.max(0, seconds)).toNanos();
        refreshAt = now + Math.max(SHORTEST_NANOS, lifetime / 2);
    }

    TurnState state() {
        return state;
    }

    InetSocketAddress server() {
        return exchange.server();
    }

    /** How the server sees our socket, or null. */
    InetSocketAddress mapped() {
        return mapped;
    }

    @Override
    public CandidateType type() {
        return CandidateType.RELAYED;
    }

    @Override
    public InetSocketAddress address() {
        return relayed;
    }

    @Override
    public int localPreference() {
        return localPreference;
    }

    /** RFC 8656 §9: the server lets nobody through to whom we have not allowed it. */
    @Override
    public void allow(InetSocketAddress to) {
        boolean isNew = state == TurnState.ALLOCATED
                && permitted.size() < MAX_PERMISSIONS
                && permitted.putIfAbsent(to.getAddress(), to) == null;
        if (isNew) {
            permit(to, System.nanoTime());
        }
    }

    private void permit(InetSocketAddress to, long now) {
        repeatAt = Math.min(repeatAt, now + REPEAT_NANOS);
        ask(
                () -> new StunRequest(MessageFactory.createCreatePermissionRequest(any(to), new byte[12])).withPeer(to),
                2,
                now,
                response -> {
                    if (response == null || !response.isSuccess()) {
                        log.debug(
                                "TURN server {} does not let {} through: {}",
                                exchange.server(),
                                to,
                                response == null ? "no answer" : response.errorCode() + " " + response.errorPhrase());
                    }
                });
    }

    private static org.ice4j.TransportAddress any(InetSocketAddress to) {
        return new org.ice4j.TransportAddress(to.getAddress(), to.getPort(), org.ice4j.Transport.UDP);
    }

    /** RFC 8656 §12: packets to and from {@code to} need four bytes more, and no indications. */
    @Override
    public void selected(InetSocketAddress to) {
        if (state == TurnState.ALLOCATED && !channels.containsKey(to)) {
            channels.put(to, TurnFrames.FIRST_CHANNEL + channels.size());
            bind(to, System.nanoTime());
        }
    }

    private void bind(InetSocketAddress to, long now) {
        int number = channels.get(to);
        repeatAt = Math.min(repeatAt, now + REPEAT_NANOS);
        ask(
                () -> new StunRequest(MessageFactory.createChannelBindRequest((char) number, any(to), new byte[12]))
                        .withPeer(to),
                2,
                now,
                response -> {
                    if (response != null && response.isSuccess() && credentials.isAuthentic(response)) {
                        peers.put(number, to);
                    }
                });
    }

    @Override
    public boolean send(byte[] buffer, int offset, int length, InetSocketAddress to) {
        if (state != TurnState.ALLOCATED || length > MAX_PACKET) {
            return false;
        }
        Integer channel = channels.get(to);
        int framed = channel != null && peers.containsKey(channel)
                ? TurnFrames.channelData(frame, channel, buffer, offset, length)
                : TurnFrames.sendIndication(frame, to, buffer, offset, length);
        return exchange.send(frame, framed);
    }

    /** Takes a packet of the server's that carries no data; false where it makes no sense. */
    boolean onStun(byte[] packet, int length) {
        return exchange.onStun(packet, length);
    }

    /** Whom the data on a channel is from, or null. */
    InetSocketAddress peerOf(int channel) {
        return peers.get(channel);
    }

    boolean isFor(InetSocketAddress source) {
        return exchange.server().equals(source);
    }

    /** Does what is due; returns when to call again. */
    long work(long now) {
        long due = exchange.work(now);
        if (state != TurnState.ALLOCATED) {
            return due;
        }
        if (refreshAt - now <= 0) {
            refreshAt = Long.MAX_VALUE;
            ask(
                    () -> new StunRequest(MessageFactory.createRefreshRequest()),
                    2,
                    now,
                    response -> refreshed(response, System.nanoTime()));
        }
        if (repeatAt - now <= 0) {
            repeatAt = now + REPEAT_NANOS;
            permitted.values().forEach(peer -> permit(peer, now));
            channels.keySet().forEach(peer -> bind(peer, now));
        }
        return Math.min(due, Math.min(refreshAt, repeatAt));
    }

    private void refreshed(StunResponse response, long now) {
        if (response != null && response.isSuccess() && credentials.isAuthentic(response)) {
            refreshIn(response.lifetime(), now);
        } else {
            fail("refreshing the address", response);
        }
    }

    /** Nobody waits for it any more. */
    void abandon() {
        if (state == TurnState.ASKED) {
            become(TurnState.ABANDONED);
        }
    }

    /** Gives the address back (RFC 8656 §7: a lifetime of 0). Idempotent. */
    void close() {
        if (state == TurnState.ALLOCATED) {
            deallocate();
        }
        if (state != TurnState.CLOSED) {
            become(TurnState.CLOSED);
        }
        exchange.close();
    }

    private void deallocate() {
        exchange.send(credentials.sign(new StunRequest(MessageFactory.createRefreshRequest(0))));
    }

    private void become(TurnState next) {
        if (!state.canBecome(next)) {
            throw new IllegalStateException("a TURN allocation cannot go from %s to %s".formatted(state, next));
        }
        state = next;
    }
}
