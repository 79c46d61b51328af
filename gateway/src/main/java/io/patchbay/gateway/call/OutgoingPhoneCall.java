package io.patchbay.gateway.call;

import io.patchbay.gateway.admission.Admission;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.room.Rooms;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.store.Direction;
import io.patchbay.gateway.trunk.CallPath;
import io.patchbay.gateway.trunk.Selection;
import io.patchbay.gateway.trunk.Trunk;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.UserAgent;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A phone that we call into a room, wherever it rings: it joins when it answers. Belongs to the call's loop. */
final class OutgoingPhoneCall extends Call implements Fork.Listener {
    private static final Logger log = LoggerFactory.getLogger(OutgoingPhoneCall.class);
    private static final Duration RING_FOR = Duration.ofSeconds(60);

    /** On whose behalf we call. Told on this call's loop. */
    interface Caller {
        void onRinging();

        /** It plays something, which the room hears, before it answers. */
        void onEarlyMedia();

        void onAnswered();

        /** It has ended, unanswered. */
        void onUnanswered(EndReason reason);
    }

    private final UserAgent userAgent;
    private final Optional<Caller> caller;
    private final Admission admission;
    private final List<CallPath> ways;
    private int way; // the one under way
    private boolean placed; // counted by admission
    private boolean seized; // a place of its trunk's
    private Future<?> longest; // ends it when it has lasted as long as it may; null before the answer
    private boolean answered;
    private final CompletableFuture<Void> whenAnswered = new CompletableFuture<>();
    private Rooms rooms; // these three are set by start
    private RoomName room;
    private PhoneMedia media;
    private Fork fork; // null before the first way is tried
    private CompletionStage<Void> joining; // of the present leg; null before it joins
    private SipCall sip; // null until one has answered

    /**
     * @param ways in the order to try them
     * @param caller empty where nobody in particular calls
     */
    OutgoingPhoneCall(
            CallLoop loop,
            Calls calls,
            Clock clock,
            UserAgent userAgent,
            Selection ways,
            Admission admission,
            Optional<Caller> caller) {
        super(loop, calls, clock);
        this.userAgent = userAgent;
        this.admission = admission;
        this.caller = caller;
        this.ways = ways.paths();
        loop.execute(() -> ways.passedOver().forEach(this::tried));
    }

    @Override
    SipCall sip() {
        return sip;
    }

    @Override
    CallParties parties() {
        return new CallParties(
                Direction.OUT,
                way().from().uri().toString(),
                way().to().uri().toString(),
                firstTarget().getAddress().getHostAddress());
    }

    /** Completes on the call's loop; never where nobody answers. */
    CompletionStage<Void> whenAnswered() {
        return whenAnswered;
    }

    @Override
    String roomName() {
        return room == null ? "" : room.value();
    }

    void start(Rooms all, RoomName into, PhoneMedia phoneMedia) {
        rooms = all;
        room = into;
        media = phoneMedia;
        log.info("calling {} at {} into room {}", way().to().uri(), firstTarget(), room);
        if (way().trunk().isPresent()) {
            Optional<Refusal> forbidden = admission.place();
            if (forbidden.isPresent()) {
                tried(Attempt.failed("limit", "outbound", forbidden.get().explanation()));
                hangUp(new EndReason.Refused(Side.LOCAL, forbidden.get()));
                return;
            }
            placed = true;
        }
        ring();
    }

    /** By the way that it is the turn of; over to the next where its trunk has filled up since it was chosen. */
    private void ring() {
        Optional<Refusal> full = way().trunk().flatMap(trunk -> trunk.use().place());
        if (full.isPresent()) {
            goOn(new EndReason.Refused(Side.LOCAL, full.get()), true);
            return;
        }
        seized = way().trunk().isPresent();
        fork = new Fork(way(), userAgent, this, this::openMedia, this, RING_FOR);
        fork.begin();
    }

    private void openMedia(Branch branch, BiConsumer<PhoneLeg, Throwable> then) {
        InetAddress remote = branch.place().targets().get(0).address().getAddress();
        PhoneMedia agreed = way().trunk().map(Trunk::config).map(media::under).orElse(media);
        PhoneLeg.open(rooms, room, agreed, loop(), remote, branch.isWebRtc(), branch)
                .whenComplete((leg, failure) -> loop().execute(() -> then.accept(leg, failure)));
    }

    @Override
    public void onRinging(int status) {
        if (status >= 180) {
            become(CallState.RINGING);
            caller.ifPresent(Caller::onRinging);
        }
    }

    @Override
    public void onLeg(PhoneLeg leg) {
        joining = null;
        legOpened(leg);
    }

    /** From the first media on, the room hears the phone: what it plays before it answers, too. */
    @Override
    public void onEarlyMedia() {
        joinOnce().whenComplete(onLoop("joining the room", (joined, refusal) -> {
            if (refusal == null) {
                caller.ifPresent(Caller::onEarlyMedia);
            } else {
                log.info("no early media: {}", refusal.explanation());
            }
        }));
    }

    private CompletionStage<Void> joinOnce() {
        if (joining == null) {
            joining = joinRoom(way().to().shownAs());
        }
        return joining;
    }

    @Override
    public void onAnswered(Branch winner, Optional<Body> session) {
        answered = true;
        sip = winner.sip();
        whenAnswered.complete(null);
        caller.ifPresent(Caller::onAnswered);
        tried(Attempt.taken(way().kind(), way().name(), "answered"));
        if (placed) {
            longest = loop().schedule(
                            admission.longest(),
                            () -> hangUp(new EndReason.HungUp(
                                    Side.LOCAL, "it lasted as long as outbound.max-duration allows")));
        }
        become(CallState.ESTABLISHED);
        if (session.isEmpty()) {
            hangUp(new EndReason.Failed("reading the answer", "the 2xx has no session description"));
            return;
        }
        otherEnd().agreed(session.get().text());
        leg().takeAnswer(session.get().text())
                .thenCompose(done -> joinOnce())
                .whenComplete(onLoop("joining the room", this::joined));
    }

    @Override
    public void onFailed(EndReason reason) {
        goOn(reason, isWorthAnotherTrunk(reason));
    }

    /** This way leads nowhere: the next one, where that may be otherwise there. */
    private void goOn(EndReason reason, boolean otherwiseElsewhere) {
        tried(Attempt.failed(way().kind(), way().name(), reason.text()));
        if (!otherwiseElsewhere || way + 1 == ways.size()) {
            onEnded(reason);
            return;
        }
        giveBack();
        way++;
        log.info("{}; trying {} {}", reason.text(), way().kind(), way().name());
        ring();
    }

    /** A trunk that is silent, out of order or full says nothing about whom we call; busy or unknown would be the same elsewhere. */
    private static boolean isWorthAnotherTrunk(EndReason reason) {
        return reason instanceof EndReason.Refused refused
                        && refused.by() == Side.REMOTE // what fails here would fail by any trunk
                        && (refused.refusal().status() / 100 == 5
                                || Set.of(401, 403, 407, 408)
                                        .contains(refused.refusal().status()))
                || reason instanceof EndReason.TimedOut silent
                        && silent.waitingFor().equals("response to INVITE")
                || reason instanceof EndReason.Failed;
    }

    @Override
    void released() {
        if (!answered) {
            caller.ifPresent(told -> told.onUnanswered(endReason()));
        }
        if (fork != null) {
            fork.close(endReason());
        }
        if (longest != null) {
            longest.cancel(false);
        }
        if (placed) {
            placed = false;
            admission.hungUp();
        }
        giveBack();
    }

    private void giveBack() {
        if (seized) {
            seized = false;
            way().trunk().ifPresent(trunk -> trunk.use().release());
        }
    }

    private CallPath way() {
        return ways.get(way);
    }

    private void joined(Void nothing, Refusal refusal) {
        if (refusal != null) {
            hangUp(new EndReason.Refused(Side.LOCAL, refusal));
        } else if (caller.isEmpty()) {
            leg().greet();
        }
    }

    private InetSocketAddress firstTarget() {
        return way().first().address();
    }
}
