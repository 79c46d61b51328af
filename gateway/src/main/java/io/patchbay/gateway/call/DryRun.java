package io.patchbay.gateway.call;

import io.patchbay.gateway.access.Access;
import io.patchbay.gateway.access.IpLiteral;
import io.patchbay.gateway.http.AdminRequest;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.AdminRoute.Method;
import io.patchbay.gateway.http.Problem;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.route.Destination;
import io.patchbay.gateway.route.Origin;
import io.patchbay.gateway.route.Routed;
import io.patchbay.gateway.route.Routes;
import io.patchbay.gateway.trunk.CallPath;
import io.patchbay.gateway.trunk.Dialled;
import io.patchbay.gateway.trunk.Selection;
import io.patchbay.gateway.trunk.Trunk;
import io.patchbay.gateway.trunk.Trunks;
import io.patchbay.sip.MessageSource;
import io.patchbay.sip.SipUri;
import io.patchbay.sip.UserAgent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What would become of a call, without one: the same rules, asked dry. */
public final class DryRun {
    private static final int ANY_PORT = 5060;

    private final Access access;
    private final Trunks trunks;
    private final Routes routes;
    private final UserAgent userAgent;

    public DryRun(Access access, Trunks trunks, Routes routes, UserAgent userAgent) {
        this.userAgent = userAgent;
        this.access = access;
        this.trunks = trunks;
        this.routes = routes;
    }

    public List<AdminRoute> routes() {
        return List.of(new AdminRoute(Method.GET, "/route-test", this::test));
    }

    /**
     * @param incoming what was looked at for a call to the number, in order; the last says what becomes of it
     * @param outgoing the same for a call from here to the number
     */
    record Result(String from, List<Attempt> incoming, String result, List<Attempt> outgoing) {}

    private Result test(AdminRequest request) {
        String number = request.queryParameter("number")
                .orElseThrow(() -> Problem.badRequest("number is missing: /route-test?number=+4930123"));
        InetAddress from;
        try {
            from = request.queryParameter("from").map(IpLiteral::parse).orElseGet(InetAddress::getLoopbackAddress);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest("from: " + e.getMessage());
        }
        return test(number, from, request.queryParameter("device"));
    }

    /** @param device that the call would prove to be from; empty for none */
    private Result test(String number, InetAddress from, Optional<String> device) {
        List<Attempt> incoming = new ArrayList<>();
        String result = incoming(number, from, device, incoming);
        String who = device.map(name -> "device " + name + " at ").orElse("") + from.getHostAddress();
        return new Result(who, incoming, result, outgoing(number));
    }

    private String incoming(String number, InetAddress from, Optional<String> device, List<Attempt> attempts) {
        MessageSource source = new MessageSource(new InetSocketAddress(from, ANY_PORT), "udp", List.of());
        Optional<Trunk> trunk = trunks.from(source, Optional.empty(), number);
        Optional<String> closed = access.refusalOfCaller(from);
        attempts.add(closed.map(why -> Attempt.failed("limit", "access.callers", why))
                .orElseGet(() -> Attempt.taken("limit", "access.callers", from.getHostAddress() + " is let in")));
        if (closed.isPresent() && !trunks.letIn(source)) {
            return "403 " + closed.get();
        }
        if (trunk.isPresent()) {
            attempts.add(Attempt.taken("trunk", trunk.get().name(), "calls from there are its own"));
        } else if (trunks.demandProof(source) || closed.isPresent()) {
            attempts.add(
                    Attempt.failed("trunk", "*", "calls from there have to prove by digest which trunk they are from"));
            return "401, and on with the trunk that it then proves to be";
        }
        Origin origin = trunk.map(known -> Origin.trunk(known.name()))
                .or(() -> device.map(name -> Origin.device(name.toLowerCase(Locale.ROOT))))
                .orElseGet(() -> Origin.address(from));
        Routed routed = routes.route(SipUri.of(number, "localhost"), origin);
        attempts.addAll(routed.attempts());
        if (routed.destination() instanceof Destination.ToDevice to) {
            int contacts = userAgent.bindingsOf(to.device()).size();
            attempts.add(
                    contacts > 0
                            ? Attempt.taken("device", to.device(), "would ring at %d contact(s)".formatted(contacts))
                            : Attempt.failed("device", to.device(), "it has no registration now"));
        } else if (routed.destination() instanceof Destination.ToTrunk to) {
            outgoing(to.number()).stream()
                    .filter(way -> to.trunk().isEmpty() || way.name().equals(to.trunk()))
                    .forEach(attempts::add);
        }
        return routed.destination().words();
    }

    private List<Attempt> outgoing(String number) {
        Selection ways;
        try {
            ways = trunks.through(Dialled.parse(number), "", List.of());
        } catch (IllegalArgumentException e) {
            return List.of(Attempt.failed("trunk", "*", e.getMessage()));
        }
        Stream<Attempt> usable = ways.paths().stream()
                .map((CallPath path) -> Attempt.taken(
                        "trunk", path.name(), "would call " + path.first().requestUri()));
        return Stream.concat(usable, ways.passedOver().stream()).toList();
    }
}
