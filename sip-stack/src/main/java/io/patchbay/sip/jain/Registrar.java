package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Binding;
import io.patchbay.sip.CallId;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.ContactState;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Future;
import javax.sip.address.SipURI;
import javax.sip.address.URI;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registrar of devices (RFC 3261 §10.3). Works on a loop of its own, one REGISTER after the other. */
final class Registrar {
    private static final Logger log = LoggerFactory.getLogger(Registrar.class);

    private final AgentContext agent;
    private final DigestServer digest;
    private final Clock clock;
    private final CallLoop loop;
    private final BindingTable table = new BindingTable();
    private final Qualifier qualifier;
    private Future<?> expiryTimer; // null while nothing is registered
    private Instant nextLook; // when it runs

    Registrar(AgentContext agent, DigestServer digest, Clock clock) {
        this.agent = agent;
        this.digest = digest;
        this.clock = clock;
        this.loop = agent.loops().newLoop(new CallId("registrar"));
        this.qualifier = new Qualifier(agent, loop);
    }

    /** Any thread. */
    List<Binding> bindingsOf(String device) {
        return table.of(device.toLowerCase(Locale.ROOT), clock.instant()).stream()
                .filter(binding -> !isGone(binding))
                .map(this::reachable)
                .toList();
    }

    /** Any thread. */
    Map<String, List<ContactState>> states() {
        Map<String, List<ContactState>> states = new TreeMap<>();
        for (String device : table.devices()) {
            List<ContactState> contacts = bindingsOf(device).stream()
                    .map(binding -> qualifier.stateOf(device, binding, isConnected(binding.target())))
                    .toList();
            if (!contacts.isEmpty()) {
                states.put(device, contacts);
            }
        }
        return states;
    }

    /** What is bound to a connection is reached by that, or not at all. */
    private boolean isGone(Binding binding) {
        return binding.isBoundToConnection() && !isConnected(binding.target());
    }

    /** A device whose TCP connection has gone is no longer where it came from; its Contact is worth trying. */
    private Binding reachable(Binding binding) {
        SipTarget target = binding.target();
        if (target.transport().equals("udp") || !target.path().isEmpty() || isConnected(target)) {
            return binding;
        }
        return Uris.literalAddress(Uris.parse(binding.contact()))
                .map(address -> binding.at(new SipTarget(binding.contact(), address, target.transport(), true)))
                .orElse(binding);
    }

    private boolean isConnected(SipTarget target) {
        Destination way = new Destination(target.address(), target.transport());
        return agent.addresses().all().stream().anyMatch(local -> local.isConnected(way));
    }

    int deviceCount() {
        return table.deviceCount();
    }

    /** Any thread. */
    void restore(Map<String, List<Binding>> devices) {
        loop.execute(() -> devices.forEach((device, bindings) -> {
            if (table.all(device).isEmpty()) {
                table.update(
                        device, bindings.stream().map(Registration::restored).toList(), Set.of());
                qualifier.know(device, table.all(device));
                lookAtExpiryOf(device);
            }
        }));
    }

    /** Any thread. */
    void handle(ServerExchange exchange) {
        loop.execute(() -> register(exchange));
    }

    private void register(ServerExchange exchange) {
        SIPRequest request = exchange.request();
        DigestServer.Result proof = digest.check(request);
        switch (proof.outcome()) {
            case NONE -> challenge(exchange, false);
            case STALE -> challenge(exchange, true);
            case WRONG -> {
                agent.application().onWrongProof(exchange.source(), proof.device());
                refuse(
                        exchange,
                        new Refusal(
                                403,
                                "Forbidden",
                                "the password for " + proof.device() + " is wrong, or no such device is known"));
            }
            case PROVEN -> {
                if (proof.device().equals(deviceOf(request.getTo().getAddress().getURI()))) {
                    change(exchange, proof.device());
                } else {
                    refuse(
                            exchange,
                            new Refusal(
                                    403,
                                    "Forbidden",
                                    proof.device() + " may register itself only, as To and user name"));
                }
            }
        }
    }

    private void challenge(ServerExchange exchange, boolean stale) {
        SIPResponse response = agent.responses().make(exchange.request(), 401, "Unauthorized", ClientRequests.token(8));
        digest.challenge(response, stale);
        exchange.send(response);
    }

    private static String deviceOf(URI addressOfRecord) {
        return addressOfRecord instanceof SipURI sip && sip.getUser() != null
                ? Uris.unescape(sip.getUser()).toLowerCase(Locale.ROOT)
                : "";
    }

    private void change(ServerExchange exchange, String device) {
        ContactChanges changes;
        try {
            changes = ContactChanges.of(exchange.request(), agent.settings());
        } catch (ContactChanges.Refused e) {
            refuse(exchange, e.refusal());
            return;
        }
        Outbound outbound = Outbound.of(exchange.request(), changes);
        Optional<Refusal> noFlow = outbound.refusal(exchange.request(), changes);
        if (noFlow.isPresent()) {
            refuse(exchange, noFlow.get());
            return;
        }
        if (isOvertaken(exchange.request(), device, changes)) {
            refuse(
                    exchange,
                    new Refusal(500, "Server Internal Error", "a later REGISTER of the same Call-ID came before"));
            return;
        }
        if (changes.everythingGoes()) {
            table.clear(device);
        } else {
            apply(exchange, device, changes, outbound);
        }
        List<Binding> bindings = bindingsOf(device);
        exchange.send(accepted(exchange.request(), bindings, outbound));
        if (changes.everythingGoes() || !changes.contacts().isEmpty()) {
            log.info("device {} at {} has {} binding(s)", device, exchange.source(), bindings.size());
            changed(device, bindings);
            lookAtExpiryOf(device);
        }
    }

    /** RFC 3261 §10.3 step 7: nothing changes where one contact was set by a later request of the same Call-ID. */
    private boolean isOvertaken(SIPRequest request, String device, ContactChanges changes) {
        String callId = request.getCallId().getCallId();
        long cseq = request.getCSeq().getSeqNumber();
        return table.all(device).stream()
                .filter(known -> changes.everythingGoes()
                        || changes.names(known.binding().contact()))
                .anyMatch(known -> known.callId().equals(callId) && known.cseq() >= cseq);
    }

    private void apply(ServerExchange exchange, String device, ContactChanges changes, Outbound outbound) {
        Instant now = clock.instant();
        List<Registration> fresh = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        SIPRequest request = exchange.request();
        for (ContactChanges.Wanted wanted : changes.contacts()) {
            if (wanted.lifetime().isZero()) {
                gone.add(wanted.uri());
                continue;
            }
            Binding binding = new Binding(
                    wanted.uri(),
                    outbound.target(wanted.uri(), exchange),
                    now.plus(wanted.lifetime()),
                    wanted.preference(),
                    wanted.instance(),
                    outbound.isUsed() ? wanted.regId() : 0,
                    Headers.value(request, "User-Agent"),
                    now);
            Binding kept = table.find(device, binding)
                    .map(known -> binding.since(known.binding().since()))
                    .orElse(binding);
            fresh.add(new Registration(
                    kept, request.getCallId().getCallId(), request.getCSeq().getSeqNumber()));
        }
        table.update(device, fresh, gone);
    }

    private SIPResponse accepted(SIPRequest request, List<Binding> bindings, Outbound outbound) {
        SIPResponse response = agent.responses().make(request, 200, "OK", ClientRequests.token(8));
        for (Binding binding : bindings) {
            long seconds = Duration.between(clock.instant(), binding.expires())
                    .plusMillis(999)
                    .toSeconds();
            String flow = binding.regId() > 0
                    ? ";reg-id=" + binding.regId() + ";+sip.instance=" + Headers.quoted(binding.instance())
                    : "";
            Headers.add(response, "Contact", "<" + binding.contact() + ">;expires=" + seconds + flow);
        }
        outbound.path().forEach(proxy -> Headers.add(response, "Path", proxy)); // RFC 3327 §5.3
        Headers.add(response, "Supported", String.join(", ", Capabilities.REGISTRAR_TAGS));
        if (outbound.isUsed()) {
            Headers.add(response, "Require", Outbound.OPTION_TAG);
        }
        return response;
    }

    /** A connection is gone, and with it what was bound to it (RFC 5626 §6). Any thread. */
    void connectionClosed(Destination way) {
        loop.execute(() -> {
            for (String device : table.connectionClosed(way)) {
                log.info("a connection of device {} is gone ({} by {})", device, way.address(), way.transport());
                changed(device, bindingsOf(device));
            }
        });
    }

    private void refuse(ServerExchange exchange, Refusal refusal) {
        log.info("REGISTER from {} is answered {}: {}", exchange.source(), refusal.status(), refusal.explanation());
        SIPResponse response = agent.responses().refusal(exchange.request(), refusal, ClientRequests.token(8));
        if (refusal.status() == 423) {
            Headers.add(
                    response,
                    "Min-Expires",
                    String.valueOf(agent.settings().minExpires().toSeconds()));
        }
        exchange.send(response);
    }

    private void changed(String device, List<Binding> bindings) {
        qualifier.know(device, table.all(device));
        agent.application().onBindingsChanged(device, bindings);
    }

    private void lookAtExpiryOf(String device) {
        table.all(device).stream()
                .map(known -> known.binding().expires())
                .min(Comparator.naturalOrder())
                .ifPresent(this::scheduleExpiry);
    }

    /** Looks at {@code when} at the latest: refreshed ones are found then to hold for longer. */
    private void scheduleExpiry(Instant when) {
        if (expiryTimer != null && !when.isBefore(nextLook)) {
            return;
        }
        if (expiryTimer != null) {
            expiryTimer.cancel(false);
        }
        nextLook = when;
        Duration wait = Duration.between(clock.instant(), when).plusMillis(1);
        expiryTimer = loop.schedule(wait.isNegative() ? Duration.ZERO : wait, this::expire);
    }

    private void expire() {
        expiryTimer = null;
        for (String device : table.expire(clock.instant())) {
            log.info("a registration of device {} ran out", device);
            changed(device, bindingsOf(device));
        }
        table.nextExpiry().ifPresent(this::scheduleExpiry);
    }

    /** Any thread. */
    void close() {
        loop.execute(() -> {
            if (expiryTimer != null) {
                expiryTimer.cancel(false);
            }
            qualifier.close();
        });
    }
}
