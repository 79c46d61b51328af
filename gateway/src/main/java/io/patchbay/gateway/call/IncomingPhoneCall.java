package io.patchbay.gateway.call;

import io.patchbay.gateway.admission.Admission;
import io.patchbay.gateway.admission.Pins;
import io.patchbay.gateway.config.AnswerConfig;
import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.room.Rooms;
import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.route.Destination;
import io.patchbay.gateway.route.Routed;
import io.patchbay.gateway.route.Routes;
import io.patchbay.gateway.trunk.Selection;
import io.patchbay.gateway.trunk.Trunk;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.Credentials;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.IncomingCall;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipCall;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A phone that dialled a room: ring, open media, answer the offer, join, answer the call. Belongs to the call's loop. */
final class IncomingPhoneCall extends Call {
    private static final Logger log = LoggerFactory.getLogger(IncomingPhoneCall.class);

    private final IncomingCall sip;
    private final Rooms rooms;
    private final PhoneMedia media;
    private final Caller caller;
    private final Admission admission;
    private final Pins pins;
    private DoorKeeper door; // null where no PIN is asked for
    private RingingPhase ringing; // null until a room is to answer
    private final Calls calls;
    private Through through; // null where it goes to a room
    private CompletionStage<Void> joining; // null before it joins
    private Replacement replacement; // null where this call takes nobody's place

    /** @param trunk that it is from; empty where it is from none */
    IncomingPhoneCall(
            IncomingCall sip,
            Calls calls,
            Rooms rooms,
            PhoneMedia media,
            Clock clock,
            Optional<Trunk> trunk,
            Admission admission,
            Pins pins) {
        super(sip.loop(), calls, clock);
        this.admission = admission;
        this.pins = pins;
        this.caller = new Caller(sip, trunk, admission);
        this.calls = calls;
        this.sip = sip;
        this.rooms = rooms;
        this.media = trunk.map(Trunk::config).map(media::under).orElse(media);
    }

    @Override
    SipCall sip() {
        return sip;
    }

    @Override
    CallParties parties() {
        return caller.parties();
    }

    /** Begins to answer it, or refuses it. */
    void start(Routes routes) {
        log.info(
                "call from {} ({}, {}) to {}",
                sip.from().uri(),
                caller.origin(),
                sip.remoteAddress(),
                sip.requestUri());
        Optional<Refusal> full = caller.enter(this::tried);
        if (full.isPresent()) {
            sip.refuse(full.get());
            return;
        }
        if (sip.replaces().isPresent()) {
            takePlaceOf(sip.replaces().get());
            return;
        }
        Routed routed = routes.route(sip.requestUri(), caller.origin());
        routed.attempts().forEach(this::tried);
        if (routed.destination() instanceof Destination.Nowhere nowhere) {
            caller.guessedWrong(nowhere.refusal());
            sip.refuse(nowhere.refusal());
        } else if (routed.destination() instanceof Destination.ToRoom to) {
            ring(to.answer());
            enter(to.room());
        } else if (routed.destination() instanceof Destination.ToTest to) {
            ring(AnswerConfig.AT_ONCE);
            PhoneLeg.openTest(rooms, to.line(), media, loop(), caller.address(), mediaTrouble())
                    .whenComplete((leg, failure) -> loop().execute(() -> opened(leg, failure)));
        } else {
            putThrough(routed.destination());
        }
    }

    /** To a device or a trunk, in a room of its own. */
    private void putThrough(Destination to) {
        Selection ways = calls.switchboard().ways(to, caller.calling());
        if (ways.paths().isEmpty()) {
            ways.passedOver().forEach(this::tried);
            String why = ways.passedOver().stream().map(Attempt::toString).collect(Collectors.joining("; "));
            sip.refuse(
                    to instanceof Destination.ToDevice
                            ? new Refusal(480, "Temporarily Unavailable", why)
                            : new Refusal(503, "No Trunk", "no trunk fits: " + why));
            return;
        }
        through = new Through(this, calls.switchboard(), ways);
        enter(through.room());
    }

    /** A room takes its time to answer, or none. */
    private void ring(AnswerConfig answer) {
        become(CallState.RINGING);
        ringing = new RingingPhase(sip, answer);
        ringing.begin();
    }

    /** The one called rings. */
    void ringOnce() {
        if (state() == CallState.TRYING) {
            become(CallState.RINGING);
            sip.ring();
        }
    }

    /** The one called plays something before it answers. */
    void speakEarly(String session) {
        join().whenComplete(onLoop("joining the room", (joined, full) -> {
            if (full == null && state() != CallState.ANSWERED) {
                become(CallState.RINGING);
                sip.progress(Body.sdp(session));
            }
        }));
    }

    void refuse(Refusal refusal) {
        sip.refuse(refusal);
    }

    /** Refuses it before it is looked at any closer. */
    void turnAway(Refusal refusal) {
        tried(Attempt.failed("limit", caller.origin().toString(), refusal.explanation()));
        sip.refuse(refusal);
    }

    /** An attended transfer (RFC 3891): into the room of the call that ends once this one is established. */
    private void takePlaceOf(CallId id) {
        Optional<Call> found = calls.find(id);
        if (found.isEmpty()) {
            sip.refuse(Replacement.gone("the call to be replaced has ended"));
            return;
        }
        replacement = new Replacement(this, found.get());
        replacement.find(
                room -> {
                    ring(AnswerConfig.AT_ONCE);
                    enter(room);
                },
                sip::refuse);
    }

    @Override
    List<HeaderField> keptHeaders() {
        return caller.keptHeaders();
    }

    @Override
    void released() {
        if (door != null) {
            door.close();
        }
        if (through != null) {
            through.abandon(endReason());
        }
        if (ringing != null) {
            ringing.close();
        }
        caller.leave();
    }

    private void enter(RoomName room) {
        if (pins.guard(room.value()) && (replacement == null || !replacement.isInside())) {
            door = new DoorKeeper(this, pins, admission, room, caller.address(), this::admitted);
        }
        PhoneLeg.open(rooms, room, media, loop(), caller.address(), false, mediaTrouble())
                .whenComplete((leg, failure) -> loop().execute(() -> opened(leg, failure)));
    }

    @Override
    public Optional<Credentials> credentialsFor(String realm) {
        return caller.trunk().flatMap(Trunk::credentials);
    }

    @Override
    public void onEstablished(Optional<Body> session) {
        become(CallState.ESTABLISHED);
        if (replacement != null) {
            replacement.complete();
        }
        if (sip.offer().isEmpty()) {
            takeAnswer(session);
        } else {
            welcome();
        }
    }

    private void welcome() {
        if (door != null) {
            door.ask();
        } else if (through == null) { // who was put through hears the other side
            leg().greet();
        }
    }

    @Override
    boolean takes(char key) {
        return door != null && door.takes(key);
    }

    @Override
    boolean isAtDoor() {
        return door != null && !door.hasAdmitted();
    }

    /** The PIN was right. */
    private void admitted() {
        join().whenComplete(onLoop("joining the room", (joined, full) -> {
            if (full != null) {
                hangUp(new EndReason.Refused(Side.LOCAL, full));
            }
        }));
    }

    private CompletionStage<Void> join() {
        if (joining == null) {
            joining = joinRoom(caller.shown().shownAs());
        }
        return joining;
    }

    /** Joins the room, and answers. */
    void answer(String session) {
        join().whenComplete(onLoop("joining the room", (joined, full) -> {
            if (full != null) {
                sip.refuse(full);
            } else {
                accept(session);
            }
        }));
    }

    private void accept(String session) {
        become(CallState.ANSWERED);
        sip.answer(Body.sdp(session));
    }

    private void opened(PhoneLeg leg, Throwable failure) {
        if (leg != null) {
            legOpened(leg);
        }
        if (hasEnded()) {
            return;
        }
        if (failure != null) {
            sip.refuse(Refusals.of("opening media", failure));
            return;
        }
        Optional<Body> offer = sip.offer();
        CompletionStage<String> ours =
                offer.isPresent() ? leg().answer(offer.get().text()) : leg().offer();
        ours.whenComplete(onLoop("reading the offer", this::described));
    }

    private void described(String session, Refusal refusal) {
        if (refusal != null) {
            sip.refuse(refusal);
            return;
        }
        if (through != null) {
            through.begin(session);
        } else {
            ringing.described(session, leg(), () -> hasRung(session));
        }
    }

    private void hasRung(String session) {
        if (hasEnded()) {
            return;
        }
        if (door != null) {
            accept(session); // it joins when it has typed the PIN
        } else {
            answer(session);
        }
    }

    /** The 2xx carried our offer (RFC 3261 §13.2.1): the ACK has the answer. */
    private void takeAnswer(Optional<Body> session) {
        String answer = session.map(Body::text).orElse("");
        leg().takeAnswer(answer).whenComplete(onLoop("reading the answer in the ACK", (done, refusal) -> {
            if (refusal != null) {
                hangUp(new EndReason.Failed("reading the answer in the ACK", refusal.explanation()));
            } else {
                welcome();
            }
        }));
    }
}
