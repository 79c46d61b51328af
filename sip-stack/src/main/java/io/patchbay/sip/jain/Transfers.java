package io.patchbay.sip.jain;

import io.patchbay.sip.Refusal;
import java.util.Optional;

/** Transfers of one call, in both roles (RFC 3515). Belongs to the call's loop. */
final class Transfers {
    private final CallSession call;
    private OutgoingTransfer ours; // the last one

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
        Optional<Refusal> fault = call.state() == CallState.ESTABLISHED
                ? IncomingTransfer.faultOf(refer.request())
                : Optional.of(new Refusal(480, "Temporarily Unavailable", "the call isn't established yet"));
        if (fault.isPresent()) {
            call.refuse(refer, fault.get());
        } else {
            call.listener().onTransfer(new IncomingTransfer(call, refer));
        }
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
