package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import io.patchbay.sip.CallId;
import io.patchbay.sip.CallLoop;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipTarget;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** An OPTIONS outside of calls (RFC 3261 §11.1): whether somebody is there. */
final class OptionsRequest {
    private final AgentContext agent;
    private final SipTarget target;
    private final SipAddress from;
    private final CallLoop loop;
    private final CompletableFuture<Integer> status = new CompletableFuture<>();

    OptionsRequest(AgentContext agent, SipTarget target, SipAddress from) {
        this.agent = agent;
        this.target = target;
        this.from = from;
        this.loop = agent.loops().newLoop(new CallId(UUID.randomUUID().toString()));
    }

    CompletionStage<Integer> send() {
        LocalAddress local = agent.addresses().towards(target);
        SIPRequest request = new RequestDraft(
                        "OPTIONS",
                        Uris.parse(target.requestUri()),
                        loop.callId().value(),
                        1,
                        Uris.write(from),
                        ClientRequests.token(8),
                        Uris.address(target.requestUri()),
                        null)
                .write(local, target.transport(), ClientRequests.newBranch());
        Headers.addRoute(request, target);
        Headers.add(request, "Accept", Capabilities.ACCEPT);
        Exchange exchange = new Exchange(
                loop,
                response -> {
                    if (response.getStatusCode() >= 200) {
                        status.complete(response.getStatusCode());
                    }
                },
                problem -> status.complete(problem instanceof EndReason.TimedOut ? 408 : 503));
        agent.requests().send(request, new Destination(target.address(), target.transport()), local, exchange);
        return status;
    }
}
