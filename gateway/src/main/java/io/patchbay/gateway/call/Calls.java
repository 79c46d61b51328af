package io.patchbay.gateway.call;

import io.patchbay.gateway.access.Access;
import io.patchbay.gateway.admission.Admission;
import io.patchbay.gateway.admission.Pins;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.room.Rooms;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.route.Origin;
import io.patchbay.gateway.route.Routes;
import io.patchbay.gateway.store.CallRecord;
import io.patchbay.gateway.trunk.CallPath;
import io.patchbay.gateway.trunk.Selection;
import io.patchbay.gateway.trunk.Trunk;
import io.patchbay.gateway.trunk.Trunks;
import io.patchbay.sip.Binding;
import io.patchbay.sip.CallId;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.CallLoops;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.IncomingCall;
import io.patchbay.sip.IncomingMessage;
import io.patchbay.sip.MessageSource;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.RefusedRequest;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipApplication;
import io.patchbay.sip.SipCallListener;
import io.patchbay.sip.SipUri;
import io.patchbay.sip.UserAgent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** The calls of this node, and what the SIP user agent asks about them. Any thread. */
public final class Calls implements SipApplication {
    private static final Set<String> NO_REQUESTS = Set.of("ACK", "STUN", "unreadable"); // no transaction comes of them

    private final CallLoops loops;
    private final Rooms rooms;
    private final Routes routes;
    private final PhoneMedia media;
    private final Access access;
    private final Trunks trunks;
    private final Admission admission;
    private final Pins pins;
    private final Function<String, Optional<String>> passwords;
    private final CallLog callLog;
    private final BiConsumer<String, List<Binding>> bindingLog;
    private final RoomMessages messages;
    private final Clock clock = Clock.systemUTC();
    private final Map<CallId, Call> calls = new ConcurrentHashMap<>();
    private final Map<String, LongAdder> ends = new ConcurrentHashMap<>(); // by code
    private volatile BlindTransfer transfers; // null before the user agent runs
    private volatile Switchboard switchboard; // likewise
    private volatile boolean takesCalls = true;

    /**
     * @param passwords of devices, by name
     * @param bindingLog told where a device is registered now, on the registrar's loop
     */
    public Calls(
            CallLoops loops,
            Rooms rooms,
            Routes routes,
            PhoneMedia media,
            Access access,
            Trunks trunks,
            Admission admission,
            Pins pins,
            Function<String, Optional<String>> passwords,
            CallLog callLog,
            BiConsumer<String, List<Binding>> bindingLog) {
        this.loops = loops;
        this.rooms = rooms;
        this.routes = routes;
        this.media = media;
        this.access = access;
        this.trunks = trunks;
        this.admission = admission;
        this.pins = pins;
        this.passwords = passwords;
        this.callLog = callLog;
        this.bindingLog = bindingLog;
        this.messages = new RoomMessages(rooms, routes, trunks, access, admission, pins);
    }

    @Override
    public Optional<Refusal> screen(InetSocketAddress source, String method) {
        return screen(new MessageSource(source, "udp", List.of()), method);
    }

    @Override
    public Optional<Refusal> screen(MessageSource source, String method) {
        InetAddress address = source.address().getAddress();
        return access.refusalOfCaller(address)
                .filter(why -> method.equals("REGISTER") || !trunks.letIn(source))
                .map(why -> new Refusal(403, "Forbidden", why + " or to a trunk"))
                .or(() -> switch (method) {
                    case "INVITE" -> admission.screenInvite(address, trunks.invitesPerSecondOf(source));
                    case "MESSAGE" -> admission.screenMessage(address, trunks.invitesPerSecondOf(source));
                    default -> Optional.<Refusal>empty();
                })
                .or(() -> NO_REQUESTS.contains(method) ? Optional.empty() : admission.screenRequest(address));
    }

    @Override
    public boolean ignores(InetAddress source) {
        return admission.ignores(source);
    }

    @Override
    public boolean ignores(InetSocketAddress source, String method, String userAgent) {
        return admission.isScanner(source.getAddress(), userAgent);
    }

    @Override
    public void onWrongProof(InetSocketAddress source, String user) {
        admission.guessedWrong(source.getAddress(), "a password for " + user);
    }

    /** Trunks that show credentials are challenged, and whoever is let in for the sake of one that may call from anywhere. */
    @Override
    public boolean demandsProof(MessageSource source) {
        return trunks.demandProof(source)
                || !trunks.isFrom(source)
                        && access.refusalOfCaller(source.address().getAddress()).isPresent();
    }

    /** A device whose call goes elsewhere once it has proved to be one is asked to. */
    @Override
    public boolean demandsProof(MessageSource source, SipUri requestUri, SipAddress from) {
        return demandsProof(source)
                || passwordOf(from.uri().user()).isPresent()
                        && trunks.from(source, Optional.empty(), requestUri.user())
                                .isEmpty()
                        && routes.wantsProof(
                                requestUri,
                                Origin.address(source.address().getAddress()),
                                from.uri().user().toLowerCase(Locale.ROOT));
    }

    @Override
    public SipCallListener onIncomingCall(IncomingCall sip) {
        Optional<Trunk> trunk = trunks.from(
                sip.source(), sip.authenticatedDevice(), sip.requestUri().user());
        IncomingPhoneCall call = new IncomingPhoneCall(sip, this, rooms, media, clock, trunk, admission, pins);
        calls.put(call.id(), call);
        // Posted: the user agent has to know the listener before the first answer is given.
        call.loop().execute(() -> {
            call.begin();
            whyNotTaken(sip, trunk).ifPresentOrElse(call::turnAway, () -> call.start(routes));
        });
        return call;
    }

    /** A stranger who was heard for a trunk's sake only, and proved to be a device, is none the less a stranger. */
    private Optional<Refusal> whyNotTaken(IncomingCall sip, Optional<Trunk> trunk) {
        if (!takesCalls) {
            return Optional.of(new Refusal(
                    503,
                    "Service Unavailable",
                    "no new calls are taken here any more; try again in a minute",
                    Duration.ofMinutes(1)));
        }
        return trunk.isPresent()
                ? Optional.empty()
                : access.refusalOfCaller(sip.remoteAddress().getAddress())
                        .map(why -> new Refusal(403, "Forbidden", why));
    }

    /**
     * Calls a registered device into a room.
     *
     * @param bindings where the device is, freshest first
     * @return the call's id; the call goes on by itself
     */
    public CallId dial(UserAgent userAgent, String device, List<Binding> bindings, RoomName room) {
        String host = userAgent.listeningOn().get(0).getAddress().getHostAddress();
        CallPath path = CallPath.toDevice(
                device,
                ForkOrder.of(bindings),
                new SipAddress(device, SipUri.of(device, host)),
                new SipAddress(room.value(), SipUri.of(room.value(), host)));
        return dial(userAgent, new Selection(List.of(path), List.of()), room);
    }

    /**
     * Calls somebody into a room, by each of the ways in turn until one leads through.
     *
     * @param ways at least one
     * @return the call's id; the call goes on by itself
     */
    public CallId dial(UserAgent userAgent, Selection ways, RoomName room) {
        return place(userAgent, ways, room).id();
    }

    OutgoingPhoneCall place(UserAgent userAgent, Selection ways, RoomName room) {
        return place(userAgent, ways, room, Optional.empty());
    }

    OutgoingPhoneCall place(
            UserAgent userAgent, Selection ways, RoomName room, Optional<OutgoingPhoneCall.Caller> caller) {
        CallLoop loop = loops.newLoop(new CallId(UUID.randomUUID().toString()));
        OutgoingPhoneCall call = new OutgoingPhoneCall(loop, this, clock, userAgent, ways, admission, caller);
        calls.put(call.id(), call);
        loop.execute(() -> {
            call.begin();
            call.start(rooms, room, media);
        });
        return call;
    }

    @Override
    public void onRefused(RefusedRequest request) {
        if (request.refusal().status() == 405 || request.refusal().status() == 416) {
            admission.guessedWrong(request.source().getAddress(), "the method " + request.method());
        }
        if (request.method().equals("INVITE") || request.method().equals("REFER")) {
            callLog.save(UnplacedCall.record(request, clock.instant()));
        }
    }

    /** Keeps a record of a call that no trunk fits, so that it was never placed. */
    void recordUnplaced(RoomName room, String to, Refusal refusal, List<Attempt> attempts) {
        callLog.save(UnplacedCall.record(room, to, refusal, attempts, clock.instant()));
    }

    @Override
    public void onMessage(IncomingMessage message) {
        messages.take(message);
    }

    @Override
    public void onBindingsChanged(String device, List<Binding> bindings) {
        bindingLog.accept(device, bindings);
    }

    @Override
    public Optional<String> passwordOf(String device) {
        return passwords.apply(device);
    }

    @Override
    public Optional<String> passwordOf(String user, String method) {
        return passwords.apply(user).or(() -> method.equals("REGISTER") ? Optional.empty() : trunks.passwordOf(user));
    }

    @Override
    public boolean takesCalls() {
        return takesCalls;
    }

    /** How many calls ended with this {@link EndReason#code}, since the start. */
    public long ended(String code) {
        LongAdder count = ends.get(code);
        return count == null ? 0 : count.sum();
    }

    public int count() {
        return calls.size();
    }

    /** Every call as it is now. */
    public CompletableFuture<List<CallView>> views() {
        List<CompletableFuture<CallView>> views = new ArrayList<>();
        for (Call call : calls.values()) {
            CompletableFuture<CallView> view = new CompletableFuture<>();
            call.loop().execute(() -> call.view().whenComplete((made, failure) -> view.complete(made)));
            views.add(view);
        }
        return CompletableFuture.allOf(views.toArray(CompletableFuture[]::new)).thenApply(done -> views.stream()
                .map(CompletableFuture::join)
                .filter(view -> view != null)
                .toList());
    }

    /** Whether new calls are taken from now on, or refused with 503. */
    public void takeCalls(boolean now) {
        takesCalls = now;
    }

    /** The user agent runs: there is somebody to place calls for those who are transferred or put through. */
    public void startTransfers(UserAgent userAgent) {
        transfers = new BlindTransfer(this, userAgent);
        switchboard = new Switchboard(this, userAgent, trunks);
    }

    Switchboard switchboard() {
        return switchboard;
    }

    BlindTransfer transfers() {
        return transfers;
    }

    Optional<Call> find(CallId id) {
        return Optional.ofNullable(calls.get(id));
    }

    /** Ends every call. */
    public void hangUpAll(EndReason reason) {
        calls.values().forEach(call -> call.loop().execute(() -> call.hangUp(reason)));
    }

    /** Ends one call; false where there is none of that id. */
    public boolean hangUp(CallId id, EndReason reason) {
        Call call = calls.get(id);
        if (call != null) {
            call.loop().execute(() -> call.hangUp(reason));
        }
        return call != null;
    }

    /** A call has begun, was answered or has ended; on its loop. */
    void save(Call call, CallRecord record) {
        if (call.hasEnded()) {
            calls.remove(call.id(), call);
            record.endCode().ifPresent(code -> ends.computeIfAbsent(code, first -> new LongAdder())
                    .increment());
        }
        callLog.save(record);
    }

    /** More has become known of a call that has ended. */
    void saveAgain(CallRecord record) {
        callLog.save(record);
    }
}
