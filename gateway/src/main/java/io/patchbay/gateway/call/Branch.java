package io.patchbay.gateway.call;

import io.patchbay.gateway.trunk.Place;
import io.patchbay.media.peer.ConnectionState;
import io.patchbay.media.peer.PeerListener;
import io.patchbay.sip.Body;
import io.patchbay.sip.Credentials;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.IncomingMessage;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.Reoffer;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipCallListener;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.Transfer;
import io.patchbay.sip.UserAgent;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * One place that rings for a call: media of its own, an INVITE of its own. Once it has answered, the call hears of everything that
 * the far end does; what comes of it before is the {@link Fork}'s. Belongs to the call's loop.
 */
final class Branch implements SipCallListener, PeerListener {
    private enum State {
        OPENING,
        CALLING,
        ANSWERED,
        OVER
    }

    private final Place place;
    private final Fork fork;
    private final Call call;
    private State state = State.OPENING;
    private PhoneLeg leg; // null until its ports are open
    private SipCall sip; // null until the INVITE goes out
    private boolean speaks; // a session came before the answer

    Branch(Place place, Fork fork, Call call) {
        this.place = place;
        this.fork = fork;
        this.call = call;
    }

    Place place() {
        return place;
    }

    PhoneLeg leg() {
        return leg;
    }

    SipCall sip() {
        return sip;
    }

    /** Whether it has media to be heard before the answer. */
    boolean speaks() {
        return speaks && state == State.CALLING;
    }

    /** Who speaks SIP over WebSocket is a browser, and a browser takes nothing but DTLS-SRTP and ICE (RFC 8827 §5.1). */
    boolean isWebRtc() {
        return place.targets().stream().allMatch(target -> target.transport().startsWith("ws"));
    }

    void opened(PhoneLeg opened, Throwable failure, UserAgent userAgent, Function<String, OutgoingInvite> invite) {
        if (opened != null) {
            leg = opened;
        }
        if (state == State.OVER) {
            closeLeg("the call is over");
        } else if (failure != null) {
            fail(new EndReason.Refused(Side.LOCAL, Refusals.of("opening media", failure)));
        } else {
            fork.opened(this);
            leg.offer().whenComplete((offer, refused) -> call.loop().execute(() -> {
                if (state == State.OVER) {
                    return;
                }
                if (refused != null) {
                    fail(new EndReason.Refused(Side.LOCAL, Refusals.of("making an offer", refused)));
                    return;
                }
                state = State.CALLING;
                sip = userAgent.invite(invite.apply(offer), call.loop(), this);
            }));
        }
    }

    /** Gives it up, whatever it has come to. */
    void drop(EndReason reason) {
        if (state == State.OVER) {
            return;
        }
        state = State.OVER;
        if (sip != null) {
            sip.hangUp(reason);
        }
        closeLeg(reason.text());
    }

    @Override
    public void onTargetFailed(SipTarget target, Duration spare) {
        fork.targetFailed(target, spare);
    }

    @Override
    public void onProgress(int status, Optional<Body> session) {
        if (state != State.CALLING) {
            return;
        }
        fork.rings(this, status);
        session.ifPresent(early -> leg.takeEarlyAnswer(early.text())
                .whenComplete(call.onLoop("taking early media", (taken, refusal) -> {
                    if (refusal == null && state == State.CALLING) {
                        speaks = true;
                        fork.speaks(this);
                    } // else: the answer may be better
                })));
    }

    @Override
    public void onAnswered(Optional<Body> session) {
        if (state != State.CALLING) { // another was quicker, or the call is over: acknowledged, and ended
            sip.hangUp(new EndReason.AnsweredElsewhere());
            return;
        }
        state = State.ANSWERED;
        fork.answered(this, session);
    }

    @Override
    public void onEnded(EndReason reason) {
        if (state == State.ANSWERED) {
            state = State.OVER;
            call.onEnded(reason);
        } else if (state != State.OVER) {
            fail(reason);
        }
    }

    private void fail(EndReason reason) {
        state = State.OVER;
        closeLeg(reason.text());
        fork.failed(this, reason);
    }

    private void closeLeg(String reason) {
        if (leg != null) {
            leg.close(reason);
        }
    }

    @Override
    public void onReoffer(Reoffer offer) {
        if (call.leg() == leg) {
            call.onReoffer(offer);
        } else {
            offer.refuse(new Refusal(491, "Request Pending", "another phone that rings is listened to"));
        }
    }

    @Override
    public void onEstablished(Optional<Body> session) {
        call.onEstablished(session);
    }

    @Override
    public void onReofferAnswered(Body session) {
        call.onReofferAnswered(session);
    }

    @Override
    public void onReofferRefused(Refusal refusal) {
        call.onReofferRefused(refusal);
    }

    @Override
    public void onReofferPutOff() {
        call.onReofferPutOff();
    }

    @Override
    public void onReofferDue() {
        call.onReofferDue();
    }

    @Override
    public void onKey(char key, Duration held) {
        call.onKey(key, held);
    }

    @Override
    public boolean onInfo(Body body) {
        return call.onInfo(body);
    }

    @Override
    public void onMessage(IncomingMessage message) {
        if (state == State.ANSWERED) {
            call.onMessage(message);
        } else {
            message.refuse(new Refusal(480, "Temporarily Unavailable", "the call is not answered yet"));
        }
    }

    @Override
    public void onTransfer(Transfer transfer) {
        if (state == State.ANSWERED) {
            call.onTransfer(transfer);
        } else {
            transfer.refuse(new Refusal(480, "Temporarily Unavailable", "the call is not answered yet"));
        }
    }

    @Override
    public void onTransferProgress(int status, String phrase) {
        call.onTransferProgress(status, phrase);
    }

    @Override
    public Optional<Credentials> credentialsFor(String realm) {
        return call.credentialsFor(realm);
    }

    @Override
    public void onConnectionState(ConnectionState connection) {
        call.mediaTrouble().onConnectionState(connection);
    }

    @Override
    public void onRemoteAddress(InetSocketAddress address) {
        call.mediaTrouble().onRemoteAddress(address);
    }

    @Override
    public void onInactive(InetSocketAddress expectedFrom, Duration silence) {
        if (state == State.ANSWERED) {
            call.mediaTrouble().onInactive(expectedFrom, silence);
        }
    }

    @Override
    public void onKeysFailed(String reason) {
        if (state == State.ANSWERED) {
            call.mediaTrouble().onKeysFailed(reason);
        } else {
            giveUp(new EndReason.Failed("agreeing on keys for audio by DTLS", reason));
        }
    }

    @Override
    public void onNoPath(String reason) {
        call.mediaTrouble().onNoPath(reason); // who rings need not answer checks yet
    }

    /** Its media is of no use: the others may still ring. */
    private void giveUp(EndReason failed) {
        if (state == State.CALLING) {
            sip.hangUp(failed);
            fail(failed);
        }
    }

    @Override
    public void onRtcpBye() {
        call.mediaTrouble().onRtcpBye();
    }
}
