package io.patchbay.sip.jain;

import io.patchbay.sip.Body;
import io.patchbay.sip.Refusal;
import java.util.Optional;

/** INFO within one call, both ways (RFC 6086 and what was there before it). Belongs to the call's loop. */
final class InfoRequests {
    private final CallSession call;

    InfoRequests(CallSession call) {
        this.call = call;
    }

    void onInfo(ServerExchange info) {
        Optional<Body> body = BodyReader.whole(info.request());
        Optional<InfoKey> key = body.flatMap(InfoKey::read);
        if (body.filter(InfoKey::isKeys).isPresent()) {
            if (key.isEmpty()) {
                call.refuse(
                        info, new Refusal(400, "Bad Request", "the body names no key; send Signal=5 and Duration=160"));
                return;
            }
            accept(info);
            call.listener().onKey(key.get().key(), key.get().held());
        } else if (body.isEmpty() || call.listener().onInfo(body.get())) {
            accept(info);
        } else {
            call.refuse(
                    info,
                    new Refusal(415, "Unsupported Media Type", "INFO with a body of this type means nothing here"));
        }
    }

    void send(Body body) {
        if (call.state() == CallState.ESTABLISHED) {
            call.requests()
                    .send(
                            call.dialog(),
                            "INFO",
                            info -> Responses.setBody(info, body),
                            DialogRequests.Outcome.logged("INFO"));
        }
    }

    private void accept(ServerExchange info) {
        info.send(call.agent.responses().make(info.request(), 200, "OK", call.localTag()));
    }
}
