package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.Reoffer;
import java.util.Optional;

/** A re-INVITE of the far end (RFC 3261 §14.2). Belongs to its call's loop. */
final class IncomingReoffer implements Reoffer, Cancellable {
    private enum Phase {
        OFFERED,
        ANSWERED, // 2xx sent, ACK outstanding
        DONE
    }

    private final CallSession call;
    private final ServerExchange exchange;
    private final Optional<Body> session;
    private Phase phase = Phase.OFFERED;
    private AnswerRetransmission retransmission; // null until answered

    IncomingReoffer(CallSession call, ServerExchange exchange, Optional<Body> session) {
        this.call = call;
        this.exchange = exchange;
        this.session = session;
        exchange.transaction().setApplicationData(this);
    }

    @Override
    public CallLoop loop() {
        return call.loop();
    }

    @Override
    public Optional<Body> session() {
        return session;
    }

    boolean isUnanswered() {
        return phase == Phase.OFFERED;
    }

    @Override
    public void answer(Body answer) {
        loop().assertOwner();
        if (phase != Phase.OFFERED) {
            return;
        }
        SIPResponse ok = call.agent.responses().make(exchange.request(), 200, "OK", call.localTag());
        call.agent.responses().withContact(ok, call.dialog().local().contact(exchange.transport()));
        Responses.setBody(ok, answer);
        phase = Phase.ANSWERED;
        retransmission =
                new AnswerRetransmission(loop(), call.agent.settings().timerT1(), exchange::resend, this::onNoAck);
        retransmission.start();
        exchange.send(ok);
    }

    @Override
    public void refuse(Refusal refusal) {
        loop().assertOwner();
        if (phase == Phase.OFFERED) {
            phase = Phase.DONE;
            exchange.send(call.agent.responses().refusal(exchange.request(), refusal, call.localTag()));
        }
    }

    @Override
    public void onCancel(ServerExchange cancel) {
        cancel.send(call.agent.responses().make(cancel.request(), 200, "OK", call.localTag()));
        refuse(new Refusal(487, "Request Terminated", "the re-INVITE was cancelled"));
    }

    void onAck(SIPRequest ack) {
        if (phase != Phase.ANSWERED
                || ack.getCSeq().getSeqNumber() != exchange.request().getCSeq().getSeqNumber()) {
            return;
        }
        phase = Phase.DONE;
        retransmission.stop();
        if (session.isEmpty()) {
            BodyReader.read(ack).session().ifPresent(call.listener()::onReofferAnswered);
        }
    }

    /** RFC 3261 §14.2: as for the first INVITE, the session ends. */
    private void onNoAck() {
        phase = Phase.DONE;
        call.hangUp(new EndReason.TimedOut("ACK"));
    }

    /** The call is over, or a later re-INVITE takes this one's place. */
    void close() {
        refuse(new Refusal(487, "Request Terminated", "the call ended"));
        if (retransmission != null) {
            retransmission.stop();
        }
        phase = Phase.DONE;
    }
}
