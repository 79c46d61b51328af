package io.patchbay.gateway.call;

import io.patchbay.gateway.http.AdminRequest;
import io.patchbay.gateway.http.AdminRoute;
import io.patchbay.gateway.http.AdminRoute.Method;
import io.patchbay.gateway.http.Problem;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.route.Routes;
import io.patchbay.gateway.trunk.Dialled;
import io.patchbay.gateway.trunk.Selection;
import io.patchbay.gateway.trunk.Trunks;
import io.patchbay.sip.Binding;
import io.patchbay.sip.CallId;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipUri;
import io.patchbay.sip.UserAgent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

/** What an operator asks about calls. */
public final class CallRoutes {
    private static final Duration DEADLINE = Duration.ofSeconds(2);

    private final Calls calls;
    private final UserAgent userAgent;
    private final Routes routes;
    private final Trunks trunks;

    public CallRoutes(Calls calls, UserAgent userAgent, Routes routes, Trunks trunks) {
        this.trunks = trunks;
        this.calls = calls;
        this.userAgent = userAgent;
        this.routes = routes;
    }

    public List<AdminRoute> routes() {
        return List.of(
                new AdminRoute(Method.GET, "/calls", request -> views().stream()
                        .map(Row::of)
                        .toList()),
                new AdminRoute(Method.GET, "/calls/{callId}", this::show),
                new AdminRoute(Method.POST, "/calls", this::dial),
                new AdminRoute(Method.POST, "/calls/{callId}/transfer", this::transfer),
                new AdminRoute(Method.DELETE, "/calls/{callId}", this::hangUp));
    }

    /**
     * @param to a number, {@code tel:} or SIP URI, to be called through a trunk; or else {@code device}
     * @param headers fields for the INVITE, sent through trunks whose list allows them; null for none
     */
    record Dial(String device, String to, String room, Map<String, String> headers) {}

    record Placed(String callId) {}

    record To(String to) {}

    /**
     * A call in a list.
     *
     * @param mosReceived how the phone is heard, 1 to 4.5; null before it is
     * @param mosSent how it hears us, by its RTCP; null where it sends none
     */
    record Row(
            String callId,
            String direction,
            String from,
            String to,
            String room,
            String state,
            String hold,
            String started,
            Double mosReceived,
            Double mosSent) {
        static Row of(CallView view) {
            return new Row(
                    view.callId(),
                    view.direction(),
                    view.from(),
                    view.to(),
                    view.room(),
                    view.state().name().toLowerCase(Locale.ROOT),
                    view.hold(),
                    view.started().toString(),
                    score(
                            view.media() == null
                                    ? null
                                    : view.media().quality().received().mos()),
                    score(
                            view.media() == null
                                    ? null
                                    : view.media().quality().sent().mos()));
        }

        private static Double score(Double mos) {
            return mos == null || mos.isNaN() ? null : Math.round(mos * 100) / 100.0;
        }
    }

    private CallView show(AdminRequest request) {
        String callId = request.pathParameter("callId");
        return views().stream()
                .filter(view -> view.callId().equals(callId))
                .findFirst()
                .orElseThrow(() -> noSuchCall(callId));
    }

    private Placed dial(AdminRequest request) {
        Dial dial = request.body(Dial.class);
        if ((dial.device() == null) == (dial.to() == null) || dial.room() == null) {
            throw Problem.badRequest(
                    "a call needs room and either device or to: {\"device\": \"alice\", \"room\": \"lobby\"}"
                            + " or {\"to\": \"tel:+4930123\", \"room\": \"lobby\"}");
        }
        RoomName room = RoomName.parse(dial.room())
                .orElseThrow(() ->
                        Problem.badRequest("'%s' is no room name: 1 to 64 of a-z 0-9 . _ -".formatted(dial.room())));
        routes.whyNoRoom(room.value()).ifPresent(why -> {
            throw Problem.notFound(why);
        });
        return dial.to() == null ? dialDevice(dial.device(), room) : dialThroughTrunks(dial.to(), room, headers(dial));
    }

    private Placed dialThroughTrunks(String to, RoomName room, List<HeaderField> headers) {
        Dialled dialled;
        try {
            dialled = Dialled.parse(to);
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(e.getMessage());
        }
        Selection ways = trunks.through(dialled, room.value(), headers);
        if (ways.paths().isEmpty()) {
            String why = ways.passedOver().stream().map(Attempt::toString).collect(Collectors.joining("; "));
            calls.recordUnplaced(
                    room, dialled.toString(), new Refusal(503, "No Trunk", "no trunk fits"), ways.passedOver());
            throw new Problem(409, "no-trunk", "No trunk fits this call", why);
        }
        return new Placed(calls.dial(userAgent, ways, room).value());
    }

    private static List<HeaderField> headers(Dial dial) {
        try {
            return dial.headers() == null
                    ? List.of()
                    : dial.headers().entrySet().stream()
                            .map(header -> new HeaderField(header.getKey(), String.valueOf(header.getValue())))
                            .toList();
        } catch (IllegalArgumentException e) {
            throw Problem.badRequest(e.getMessage());
        }
    }

    private Placed dialDevice(String name, RoomName room) {
        String device = name.toLowerCase(Locale.ROOT);
        List<Binding> bindings = userAgent.bindingsOf(device);
        if (bindings.isEmpty()) {
            throw new Problem(
                    409,
                    "not-registered",
                    "The device isn't registered",
                    "device '%s' has no registration now; is it on, and listed under devices?".formatted(device));
        }
        return new Placed(calls.dial(userAgent, device, bindings, room).value());
    }

    private Placed transfer(AdminRequest request) {
        String callId = request.pathParameter("callId");
        String to = request.body(To.class).to();
        Call call = calls.find(new CallId(callId)).orElseThrow(() -> noSuchCall(callId));
        SipUri target = TransferTarget.parse(to == null ? "" : to, here(call))
                .orElseThrow(() -> Problem.badRequest(
                        "a transfer needs to, a SIP URI or a name known here:" + " {\"to\": \"sip:bob@example.com\"}"));
        CompletableFuture<Void> begun = new CompletableFuture<>();
        call.loop().execute(() -> {
            try {
                call.transfer(target);
                begun.complete(null);
            } catch (RuntimeException e) {
                begun.completeExceptionally(e);
            }
        });
        try {
            begun.get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (TimeoutException e) {
            throw busy();
        } catch (ExecutionException e) {
            throw new Problem(
                    409,
                    "not-transferable",
                    "The call cannot be transferred now",
                    String.valueOf(e.getCause().getMessage()));
        }
        return new Placed(callId);
    }

    /** Where the phone reaches us: where it dialled, or where we listen. */
    private SipUri here(Call call) {
        if (call instanceof IncomingPhoneCall) {
            return call.sip().requestUri();
        }
        InetSocketAddress address = userAgent.listeningOn().get(0);
        String host = address.getAddress().getHostAddress();
        return new SipUri("sip", "", host.indexOf(':') < 0 ? host : "[" + host + "]", address.getPort());
    }

    private Object hangUp(AdminRequest request) {
        String callId = request.pathParameter("callId");
        if (!calls.hangUp(new CallId(callId), new EndReason.HungUp(Side.LOCAL, "an operator ended the call"))) {
            throw noSuchCall(callId);
        }
        return new Placed(callId);
    }

    private List<CallView> views() {
        try {
            return calls.views().get(DEADLINE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw busy();
        } catch (ExecutionException | TimeoutException e) {
            throw busy();
        }
    }

    private static Problem busy() {
        return new Problem(503, "busy", "The calls did not answer in time", "try again; the log may say what is slow");
    }

    private static Problem noSuchCall(String callId) {
        return Problem.notFound("no call has the Call-ID " + callId);
    }
}
