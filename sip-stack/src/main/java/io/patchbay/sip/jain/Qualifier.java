package io.patchbay.sip.jain;

import io.patchbay.sip.Binding;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.ContactState;
import io.patchbay.sip.ContactState.Reachability;
import io.patchbay.sip.KeepAliveSettings;
import io.patchbay.sip.KeepAliveSettings.Whom;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;

/**
 * Asks devices on UDP by OPTIONS whether they are there, which keeps the way through their NAT open, too. Each has its own turn
 * within the interval, so that the asking is spread evenly. Belongs to the registrar's loop; states may be read on any thread.
 */
final class Qualifier {
    private static final Duration TURN = Duration.ofMillis(100);
    private static final int SERVICE_UNAVAILABLE = 503;
    private static final int TIMED_OUT = 408;

    private final AgentContext agent;
    private final CallLoop loop;
    private final KeepAliveSettings settings;
    private final List<Map<Key, Binding>> turns = new ArrayList<>(); // whose turn is when
    private final Map<Key, State> states = new ConcurrentHashMap<>();
    private final Map<String, List<Key>> asked = new HashMap<>(); // by device
    private Future<?> timer; // null while nobody is asked
    private int turn;

    private record Key(String device, String contact) {}

    private record State(Reachability reachability, Optional<Duration> roundTrip) {}

    Qualifier(AgentContext agent, CallLoop loop) {
        this.agent = agent;
        this.loop = loop;
        this.settings = agent.settings().keepAlive();
        long count = settings.isOn() ? Math.max(1, settings.every().dividedBy(TURN)) : 1;
        for (long i = 0; i < count; i++) {
            turns.add(new LinkedHashMap<>());
        }
    }

    /** {@code device} is registered here now, and nowhere else. */
    void know(String device, Collection<Registration> registrations) {
        loop.assertOwner();
        List<Key> now = new ArrayList<>();
        for (Registration registration : registrations) {
            Binding binding = registration.binding();
            if (isAsked(binding)) {
                Key key = new Key(device, binding.contact());
                turnOf(key).put(key, binding);
                now.add(key);
            }
        }
        List<Key> before = now.isEmpty() ? asked.remove(device) : asked.put(device, now);
        if (before != null) {
            before.stream().filter(key -> !now.contains(key)).forEach(gone -> {
                turnOf(gone).remove(gone);
                states.remove(gone);
            });
        }
        if (timer == null && !asked.isEmpty()) {
            next();
        }
    }

    private Map<Key, Binding> turnOf(Key key) {
        return turns.get(Math.floorMod(key.hashCode(), turns.size()));
    }

    private boolean isAsked(Binding binding) {
        return settings.isOn()
                && binding.target().transport().equals("udp")
                && (settings.asked() == Whom.ALL || settings.asked() == Whom.BEHIND_NAT && isBehindNat(binding));
    }

    /** Whether its packets come from elsewhere than its Contact says. */
    static boolean isBehindNat(Binding binding) {
        InetSocketAddress source = binding.target().address();
        if (!binding.target().path().isEmpty()) {
            return false; // what a proxy is for
        }
        return !Uris.literalAddress(Uris.parse(binding.contact()))
                .filter(source::equals)
                .isPresent();
    }

    private void next() {
        timer = loop.schedule(settings.every().dividedBy(turns.size()), () -> {
            turn = (turn + 1) % turns.size();
            turns.get(turn).forEach(this::ask);
            timer = null;
            if (!asked.isEmpty()) {
                next();
            }
        });
    }

    private void ask(Key key, Binding binding) {
        long begun = System.nanoTime();
        SipAddress us = new SipAddress(
                "", SipUri.of("patchbay", agent.settings().advertised().get(0)));
        new OptionsRequest(agent, binding.target(), us)
                .send()
                .thenAcceptAsync(status -> answered(key, status, Duration.ofNanos(System.nanoTime() - begun)), loop);
    }

    /** Any answer shows that somebody is there; one that comes to a repetition tells nothing of the round trip. */
    private void answered(Key key, int status, Duration after) {
        if (!turnOf(key).containsKey(key)) {
            return;
        }
        boolean isThere = status != TIMED_OUT && status != SERVICE_UNAVAILABLE;
        boolean isAtOnce = isThere && after.compareTo(agent.settings().timerT1()) < 0;
        Optional<Duration> before = Optional.ofNullable(states.get(key)).flatMap(State::roundTrip);
        states.put(
                key,
                new State(
                        isThere ? Reachability.REACHABLE : Reachability.UNREACHABLE,
                        isAtOnce ? Optional.of(after) : isThere ? before : Optional.empty()));
    }

    /** Any thread. */
    ContactState stateOf(String device, Binding binding, boolean isConnected) {
        boolean isUdp = binding.target().transport().equals("udp");
        State found = states.getOrDefault(
                new Key(device, binding.contact()), new State(Reachability.UNKNOWN, Optional.empty()));
        Reachability reachability =
                isUdp ? found.reachability() : isConnected ? Reachability.REACHABLE : Reachability.UNREACHABLE;
        return new ContactState(binding, reachability, isUdp && isBehindNat(binding), found.roundTrip());
    }

    void close() {
        if (timer != null) {
            timer.cancel(false);
        }
        asked.clear();
    }
}
