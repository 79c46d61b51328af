package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.Refusal;
import java.util.Optional;

/** A re-INVITE of the far end (RFC 3261 §14.2), with its offer or for ours. Belongs to its call's loop. */
final class IncomingReinvite extends IncomingReoffer implements Cancellable {
    private AnswerRetransmission retransmission; // null until answered
    private boolean acknowledged;

    IncomingReinvite(CallSession call, ServerExchange exchange, Optional<Body> session) {
        super(call, exchange, session);
        exchange.transaction().setApplicationData(this);
    }

    @Override
    void sendAnswer(SIPResponse ok) {
        retransmission =
                new AnswerRetransmission(loop(), call.agent.settings().timerT1(), exchange::resend, this::onNoAck);
        retransmission.start();
        exchange.send(ok);
    }

    @Override
    public void onCancel(ServerExchange cancel) {
        cancel.send(call.agent.responses().make(cancel.request(), 200, "OK", call.localTag()));
        refuse(new Refusal(487, "Request Terminated", "the re-INVITE was cancelled"));
    }

    void onAck(SIPRequest ack) {
        if (retransmission == null
                || acknowledged
                || ack.getCSeq().getSeqNumber() != exchange.request().getCSeq().getSeqNumber()) {
            return;
        }
        acknowledged = true;
        retransmission.stop();
        if (session().isPresent()) {
            return;
        }
        call.offers(OfferState.IDLE);
        BodyReader.read(ack).session().ifPresentOrElse(call.listener()::onReofferAnswered, () -> call.listener()
                .onReofferRefused(new Refusal(488, "Not Acceptable Here", "the ACK had no answer to our offer")));
    }

    /** RFC 3261 §14.2: as for the first INVITE, the session ends. */
    private void onNoAck() {
        call.hangUp(new EndReason.TimedOut("ACK"));
    }

    /** The call is over, or a later re-INVITE takes this one's place. */
    @Override
    void close() {
        super.close();
        if (retransmission != null) {
            retransmission.stop();
        }
    }
}
