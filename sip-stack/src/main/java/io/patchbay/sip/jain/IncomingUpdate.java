package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import java.util.Optional;

/** An UPDATE of the far end with an offer (RFC 3311 §5.2), or such a PRACK (RFC 3262 §5). Belongs to its call's loop. */
final class IncomingUpdate extends IncomingReoffer {

    IncomingUpdate(CallSession call, ServerExchange exchange, Body offer) {
        super(call, exchange, Optional.of(offer));
    }

    @Override
    void sendAnswer(SIPResponse ok) {
        exchange.send(ok);
    }
}
