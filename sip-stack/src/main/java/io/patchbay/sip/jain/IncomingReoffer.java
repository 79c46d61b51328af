package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.Reoffer;
import java.util.Optional;

/** A session that the far end offers, or asks us to offer, within the call: what re-INVITE and UPDATE have in common. Belongs to
 * its call's loop. */
abstract class IncomingReoffer implements Reoffer {
    final CallSession call;
    final ServerExchange exchange;
    private final Optional<Body> session;
    private boolean pending = true;

    IncomingReoffer(CallSession call, ServerExchange exchange, Optional<Body> session) {
        this.call = call;
        this.exchange = exchange;
        this.session = session;
        if (session.isPresent()) {
            call.offers(OfferState.THEIRS);
        }
    }

    public final CallLoop loop() {
        return call.loop();
    }

    @Override
    public final Optional<Body> session() {
        return session;
    }

    /** Whether it waits for our answer. */
    @Override
    public final boolean isPending() {
        return pending;
    }

    @Override
    public final boolean answer(Body answer) {
        loop().assertOwner();
        if (!pending) {
            return false;
        }
        settle();
        if (session.isEmpty()) {
            call.offers(OfferState.OURS);
        }
        SIPResponse ok = call.agent.responses().make(exchange.request(), 200, "OK", call.localTag());
        call.agent.responses().withContact(ok, exchange.contact());
        Responses.setBody(ok, answer);
        if (!exchange.request().getMethod().equals("PRACK")) { // which refreshes nothing
            call.dialog().refreshTarget(exchange); // not before: one that is refused changes nothing (RFC 6141 §4.9)
            call.sessionTimer().grant(exchange.request(), ok);
        }
        sendAnswer(ok);
        return true;
    }

    abstract void sendAnswer(SIPResponse ok);

    @Override
    public final void refuse(Refusal refusal) {
        loop().assertOwner();
        if (pending) {
            settle();
            exchange.send(call.agent.responses().refusal(exchange.request(), refusal, call.localTag()));
        }
    }

    private void settle() {
        pending = false;
        if (session.isPresent()) {
            call.offers(OfferState.IDLE);
        }
    }

    /** The call is over. */
    void close() {
        refuse(new Refusal(487, "Request Terminated", "the call ended"));
    }
}
