package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import java.util.Optional;

/**
 * Offers within a call, in both directions, one at a time (RFC 3261 §14, RFC 3311, RFC 6337). Belongs to its call's loop.
 */
final class Renegotiation {
    private final CallSession call;
    private IncomingReinvite theirInvite; // the last one, null where none came
    private IncomingUpdate theirUpdate; // the last one with an offer
    private OutgoingReoffer ours; // the last one
    private SIPRequest lastAck; // for our last re-INVITE, sent again where its 2xx is

    Renegotiation(CallSession call) {
        this.call = call;
    }

    void offer(Body offer) {
        if (!mayOffer()) {
            throw new IllegalStateException(
                    "call " + call.callId() + ": another offer is under way, wait for its answer (RFC 3264 §4)");
        }
        // RFC 3311 §5.1: UPDATE is for early dialogs; a re-INVITE gives the far end time to ask a person
        String method = call.state().isUnanswered() ? "UPDATE" : "INVITE";
        ours = new OutgoingReoffer(call, method, offer, ours);
        ours.send();
    }

    boolean mayOffer() {
        boolean isWaiting = ours != null && !ours.isDone();
        return !isWaiting && !isBusyWithTheirs();
    }

    /** Whether an offer of theirs waits for its answer, or ours in a 2xx for their ACK. */
    boolean isBusyWithTheirs() {
        return call.offerState() != OfferState.IDLE || isInvitedByThem();
    }

    /** Whether a re-INVITE waits for our answer. One answered, its ACK outstanding, is no hindrance (§14.1). */
    private boolean isInvitedByThem() {
        return theirInvite != null && theirInvite.isPending();
    }

    private boolean isOurOfferSent() {
        return ours != null && ours.isSent();
    }

    void onReinvite(ServerExchange exchange) {
        if (isOurOfferSent() || call.offerState() == OfferState.OURS) {
            call.refuse(exchange, 491, "Request Pending", "our own offer is under way"); // RFC 3261 §14.2
            return;
        }
        if (call.state() != CallState.ESTABLISHED || isInvitedByThem() || call.offerState() == OfferState.THEIRS) {
            putOff(exchange, "an earlier offer of this call is still under way");
            return;
        }
        if (theirInvite != null) {
            theirInvite.close(); // whoever sends the next INVITE has had the last one's 2xx
        }
        theirInvite = new IncomingReinvite(
                call, exchange, BodyReader.read(exchange.request()).session());
        exchange.send(call.agent.responses().make(exchange.request(), 100, "Trying", call.localTag()));
        call.listener().onReoffer(theirInvite);
    }

    /** RFC 3311 §5.2. */
    void onUpdate(ServerExchange exchange) {
        if (theirUpdate != null && theirUpdate.isPending()) {
            putOff(exchange, "an earlier UPDATE of this call is still under way");
            return;
        }
        Optional<Body> session = BodyReader.read(exchange.request()).session();
        if (session.isPresent()) {
            onOffer(exchange, session.get());
        } else {
            refreshed(exchange);
        }
    }

    /** A PRACK that has done its work; it may bring an offer of its own (RFC 3262 §5). */
    void onPrack(ServerExchange exchange) {
        Optional<Body> session = BodyReader.read(exchange.request()).session();
        if (session.isPresent()) {
            onOffer(exchange, session.get());
        } else {
            exchange.send(call.agent.responses().make(exchange.request(), 200, "OK", call.localTag()));
        }
    }

    private void onOffer(ServerExchange exchange, Body offer) {
        if (call.offerState() == OfferState.OURS || isOurOfferSent()) {
            call.refuse(exchange, 491, "Request Pending", "our own offer is under way");
        } else if (call.offerState() == OfferState.THEIRS || isInvitedByThem()) {
            putOff(exchange, "an earlier offer of this call is still under way");
        } else {
            theirUpdate = new IncomingUpdate(call, exchange, offer);
            call.listener().onReoffer(theirUpdate);
        }
    }

    /** One without an offer changes the target, at most. */
    private void refreshed(ServerExchange exchange) {
        call.dialog().refreshTarget(exchange);
        SIPResponse ok = call.agent.responses().make(exchange.request(), 200, "OK", call.localTag());
        call.agent.responses().withContact(ok, exchange.contact());
        call.sessionTimer().grant(exchange.request(), ok);
        exchange.send(ok);
    }

    private void putOff(ServerExchange exchange, String why) {
        exchange.send(call.agent.responses().retryLater(exchange.request(), why, call.localTag()));
    }

    /** For the 2xx to a re-INVITE of ours. */
    void acknowledge(SIPRequest reinvite) {
        lastAck = call.dialog().ack(reinvite.getCSeq().getSeqNumber(), ClientRequests.newBranch());
        sendAck();
    }

    private void sendAck() {
        call.agent
                .requests()
                .sendAck(lastAck, call.dialog().destination(), call.dialog().local());
    }

    /** A repeated 2xx to our re-INVITE: its ACK was lost. */
    void onStrayAnswer(SIPResponse response) {
        if (lastAck != null
                && lastAck.getCSeq().getSeqNumber() == response.getCSeq().getSeqNumber()) {
            sendAck();
        }
    }

    void onAck(SIPRequest ack) {
        if (theirInvite != null) {
            theirInvite.onAck(ack);
        }
    }

    void close() {
        if (theirInvite != null) {
            theirInvite.close();
        }
        if (theirUpdate != null) {
            theirUpdate.close();
        }
        if (ours != null) {
            ours.close();
        }
    }
}
