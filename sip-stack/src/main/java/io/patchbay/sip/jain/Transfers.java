package io.patchbay.sip.jain;

import io.patchbay.sip.Refusal;
import java.util.Optional;

/** Transfers of one call, in both roles (RFC 3515). Belongs to the call's loop. */
final class Transfers {
    private final CallSession call;
    private OutgoingTransfer ours; // the last one
    private IncomingTransfer theirs; // the last one: each costs a call, so there is one at a time

    Transfers(CallSession call) {
        this.call = call;
    }

    void refer(String target) {
        if (ours != null && !ours.isDone()) {
            throw new IllegalStateException("call " + call.callId() + " is being transferred already");
        }
        ours = new OutgoingTransfer(call, target);
        ours.send();
    }

    void onRefer(ServerExchange refer) {
        Optional<Refusal> fault = faultOf(refer);
        if (fault.isPresent()) {
            call.refuse(refer, fault.get());
        } else {
            theirs = new IncomingTransfer(call, refer);
            call.listener().onTransfer(theirs);
        }
    }

    private Optional<Refusal> faultOf(ServerExchange refer) {
        if (call.state() != CallState.ESTABLISHED) {
            return Optional.of(new Refusal(480, "Temporarily Unavailable", "the call isn't established yet"));
        }
        if (theirs != null && !theirs.isDone()) {
            return Optional.of(new Refusal(491, "Request Pending", "another transfer of this call is under way"));
        }
        return IncomingTransfer.faultOf(refer.request());
    }

    void onNotify(ServerExchange notify) {
        if (!Headers.value(notify.request(), "Event").toLowerCase().startsWith("refer")) {
            call.refuse(notify, new Refusal(489, "Bad Event", "events of transfers are understood only"));
        } else if (ours == null) {
            call.refuse(notify, new Refusal(481, "Subscription Does Not Exist", "we have referred nobody"));
        } else {
            notify.send(call.agent.responses().make(notify.request(), 200, "OK", call.localTag()));
            ours.onNotify(notify.request());
        }
    }
}
