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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
    private Future<?> expiryTimer;

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
                .filter(binding -> !isGone(binding.target()))
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

    /** A WebSocket client is reached by the connection that it registered on, or not at all (RFC 7118 §5). */
    private boolean isGone(SipTarget target) {
        return target.transport().startsWith("ws") && !isConnected(target);
    }

    /** A device whose TCP connection has gone is no longer where it came from; its Contact is worth trying. */
    private Binding reachable(Binding binding) {
        SipTarget target = binding.target();
        if (target.transport().equals("udp") || isConnected(target)) {
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
        if (isOvertaken(exchange.request(), device, changes)) {
            refuse(
                    exchange,
                    new Refusal(500, "Server Internal Error", "a later REGISTER of the same Call-ID came before"));
            return;
        }
        if (changes.everythingGoes()) {
            table.clear(device);
        } else {
            apply(exchange, device, changes);
        }
        List<Binding> bindings = bindingsOf(device);
        exchange.send(accepted(exchange.request(), bindings));
        if (changes.everythingGoes() || !changes.contacts().isEmpty()) {
            log.info("device {} at {} has {} binding(s)", device, exchange.source(), bindings.size());
            changed(device, bindings);
            scheduleExpiry();
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

    private void apply(ServerExchange exchange, String device, ContactChanges changes) {
        Instant now = clock.instant();
        List<Registration> fresh = new ArrayList<>();
        Set<String> gone = new HashSet<>();
        SIPRequest request = exchange.request();
        for (ContactChanges.Wanted wanted : changes.contacts()) {
            if (wanted.lifetime().isZero()) {
                gone.add(wanted.uri());
                continue;
            }
            // Where its packets come from, not what Contact names: the way back through a NAT.
            SipTarget target = new SipTarget(wanted.uri(), exchange.source(), exchange.transport(), true);
            Binding binding = new Binding(
                    wanted.uri(),
                    target,
                    now.plus(wanted.lifetime()),
                    wanted.preference(),
                    wanted.instance(),
                    wanted.regId(),
                    Headers.value(request, "User-Agent"),
                    table.find(device, wanted.uri())
                            .map(known -> known.binding().since())
                            .orElse(now));
            fresh.add(new Registration(
                    binding, request.getCallId().getCallId(), request.getCSeq().getSeqNumber()));
        }
        table.update(device, fresh, gone);
    }

    private SIPResponse accepted(SIPRequest request, List<Binding> bindings) {
        SIPResponse response = agent.responses().make(request, 200, "OK", ClientRequests.token(8));
        for (Binding binding : bindings) {
            long seconds = Duration.between(clock.instant(), binding.expires())
                    .plusMillis(999)
                    .toSeconds();
            Headers.add(response, "Contact", "<" + binding.contact() + ">;expires=" + seconds);
        }
        return response;
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

    private void scheduleExpiry() {
        if (expiryTimer != null) {
            expiryTimer.cancel(false);
        }
        table.nextExpiry().ifPresent(next -> {
            Duration wait = Duration.between(clock.instant(), next).plusMillis(1);
            expiryTimer = loop.schedule(wait.isNegative() ? Duration.ZERO : wait, this::expire);
        });
    }

    private void expire() {
        for (String device : table.expire(clock.instant())) {
            log.info("a registration of device {} ran out", device);
            changed(device, bindingsOf(device));
        }
        scheduleExpiry();
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
