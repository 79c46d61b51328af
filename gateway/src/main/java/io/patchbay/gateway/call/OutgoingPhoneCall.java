package io.patchbay.gateway.call;

import io.patchbay.gateway.room.RoomName;
import io.patchbay.gateway.room.Rooms;
import io.patchbay.gateway.store.Direction;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.UserAgent;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A phone that we call into a room: open media, offer, invite, join when it answers. Belongs to the call's loop. */
final class OutgoingPhoneCall extends Call {
    private static final Logger log = LoggerFactory.getLogger(OutgoingPhoneCall.class);
    private static final Duration RING_FOR = Duration.ofSeconds(60);

    private final UserAgent userAgent;
    private final SipAddress from;
    private final SipAddress to;
    private final List<SipTarget> targets;
    private SipCall sip; // null until the INVITE goes out

    OutgoingPhoneCall(
            CallLoop loop,
            Calls calls,
            Clock clock,
            UserAgent userAgent,
            SipAddress from,
            SipAddress to,
            List<SipTarget> targets) {
        super(loop, calls, clock);
        this.userAgent = userAgent;
        this.from = from;
        this.to = to;
        this.targets = List.copyOf(targets);
    }

    @Override
    SipCall sip() {
        return sip;
    }

    @Override
    CallParties parties() {
        return new CallParties(
                Direction.OUT,
                from.uri().toString(),
                to.uri().toString(),
                firstTarget().getAddress().getHostAddress());
    }

    void start(Rooms rooms, RoomName room, PhoneMedia media) {
        log.info("calling {} at {} into room {}", to.uri(), firstTarget(), room);
        PhoneLeg.open(rooms, room, media, loop(), firstTarget().getAddress(), this)
                .whenComplete((leg, failure) -> loop().execute(() -> opened(leg, failure)));
    }

    @Override
    public void onProgress(int status, Optional<Body> session) {
        if (status >= 180) {
            become(CallState.RINGING);
        }
    }

    @Override
    public void onAnswered(Optional<Body> session) {
        become(CallState.ESTABLISHED);
        if (session.isEmpty()) {
            hangUp(new EndReason.Failed("reading the answer", "the 2xx has no session description"));
            return;
        }
        leg().takeAnswer(session.get().text())
                .thenCompose(done -> joinRoom(to.shownAs()))
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
        leg().offer().whenComplete(onLoop("making an offer", this::invite));
    }

    private void invite(String offer, Refusal refusal) {
        if (refusal != null) {
            hangUp(new EndReason.Refused(Side.LOCAL, refusal));
            return;
        }
        sip = userAgent.invite(new OutgoingInvite(targets, to, from, Body.sdp(offer), RING_FOR), loop(), this);
    }

    private void joined(Void nothing, Refusal refusal) {
        if (refusal != null) {
            hangUp(new EndReason.Refused(Side.LOCAL, refusal));
        } else {
            leg().greet();
        }
    }

    private InetSocketAddress firstTarget() {
        return targets.get(0).address();
    }
}
