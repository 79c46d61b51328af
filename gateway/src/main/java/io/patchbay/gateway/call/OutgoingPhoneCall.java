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
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.UserAgent;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A phone that we call into a room: open media, offer, invite, join when it answers. Belongs to the call's loop. */
final class OutgoingPhoneCall extends Call {
    private static final Logger log = LoggerFactory.getLogger(OutgoingPhoneCall.class);
    private static final Duration RING_FOR = Duration.ofSeconds(60);

    private final UserAgent userAgent;
    private final Admission admission;
    private final List<CallPath> ways;
    private int way; // the one under way
    private boolean placed; // counted by admission
    private boolean seized; // a place of its trunk's
    private Future<?> longest; // ends it when it has lasted as long as it may; null before the answer
    private boolean answered;
    private final CompletableFuture<Void> whenAnswered = new CompletableFuture<>();
    private String offer; // null until there is one
    private CompletionStage<Void> joining; // null before there was media
    private SipCall sip; // null until an INVITE goes out

    /** @param ways in the order to try them */
    OutgoingPhoneCall(
            CallLoop loop, Calls calls, Clock clock, UserAgent userAgent, Selection ways, Admission admission) {
        super(loop, calls, clock);
        this.userAgent = userAgent;
        this.admission = admission;
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

    void start(Rooms rooms, RoomName room, PhoneMedia media) {
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
        PhoneLeg.open(rooms, room, media, loop(), firstTarget().getAddress(), isWebRtc(), this)
                .whenComplete((leg, failure) -> loop().execute(() -> opened(leg, failure)));
    }

    /** Who speaks SIP over WebSocket is a browser, and a browser takes nothing but DTLS-SRTP and ICE (RFC 8827 §5.1). */
    private boolean isWebRtc() {
        return way().targets().stream().allMatch(target -> target.transport().startsWith("ws"));
    }

    @Override
    public void onProgress(int status, Optional<Body> session) {
        if (status >= 180) {
            become(CallState.RINGING);
        }
        session.ifPresent(early -> leg().takeEarlyAnswer(early.text())
                .thenCompose(done -> joinOnce())
                .whenComplete(onLoop("taking early media", (joined, refusal) -> {
                    if (refusal != null) {
                        log.info("no early media: {}", refusal.explanation()); // the answer may be better
                    }
                })));
    }

    /** From the first media on, the room hears the phone: what it plays before it answers, too. */
    private CompletionStage<Void> joinOnce() {
        if (joining == null) {
            joining = joinRoom(way().to().shownAs());
        }
        return joining;
    }

    @Override
    public void onAnswered(Optional<Body> session) {
        answered = true;
        whenAnswered.complete(null);
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
        leg().takeAnswer(session.get().text())
                .thenCompose(done -> joinOnce())
                .whenComplete(onLoop("joining the room", this::joined));
    }

    private void opened(PhoneLeg leg, Throwable failure) {
        if (leg != null) {
            legOpened(leg);
        }
        if (hasEnded()) {
            return;
        }
        if (failure != null) {
            hangUp(new EndReason.Refused(Side.LOCAL, Refusals.of("opening media", failure)));
            return;
        }
        leg().offer().whenComplete(onLoop("making an offer", this::offered));
    }

    private void offered(String made, Refusal refusal) {
        if (refusal != null) {
            hangUp(new EndReason.Refused(Side.LOCAL, refusal));
            return;
        }
        offer = made;
        invite();
    }

    /** By the way that it is the turn of; over to the next where its trunk has filled up since it was chosen. */
    private void invite() {
        seized = way().trunk().map(Trunk::seize).orElse(false);
        if (way().trunk().isPresent() && !seized) {
            onEnded(new EndReason.Refused(Side.LOCAL, way().trunk().get().full()));
            return;
        }
        OutgoingInvite invite = new OutgoingInvite(
                way().targets(),
                way().to(),
                way().from(),
                Body.sdp(offer),
                RING_FOR,
                way().headers(),
                way().credentials(),
                way().silence());
        sip = userAgent.invite(invite, loop(), this);
    }

    @Override
    boolean goesOn(EndReason reason) {
        if (answered || offer == null) {
            return false;
        }
        tried(Attempt.failed(way().kind(), way().name(), reason.text()));
        if (!isWorthAnotherTrunk(reason) || way + 1 == ways.size()) {
            return false;
        }
        giveBack();
        way++;
        log.info("{}; trying {} {}", reason.text(), way().kind(), way().name());
        invite();
        return true;
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
            way().trunk().ifPresent(Trunk::release);
        }
    }

    private CallPath way() {
        return ways.get(way);
    }

    private void joined(Void nothing, Refusal refusal) {
        if (refusal != null) {
            hangUp(new EndReason.Refused(Side.LOCAL, refusal));
        } else {
            leg().greet();
        }
    }

    private InetSocketAddress firstTarget() {
        return way().targets().get(0).address();
    }
}
