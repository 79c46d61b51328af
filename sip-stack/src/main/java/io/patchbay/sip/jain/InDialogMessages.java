package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallMessages;
import io.patchbay.sip.EndReason;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** MESSAGE within one call, both ways (RFC 3428). Belongs to the call's loop. */
final class InDialogMessages implements CallMessages {
    private static final Logger log = LoggerFactory.getLogger(InDialogMessages.class);
    private static final String METHOD = "MESSAGE";
    private static final int LARGEST = 1300; // bytes, RFC 3428 §8
    private static final int LARGEST_BY_STREAM = 16_384;
    private static final int BODY_HEADERS =
            120; // Content-Type, Content-Length and User-Agent come on top of the dialog's

    private final CallSession call;

    InDialogMessages(CallSession call) {
        this.call = call;
    }

    void onMessage(ServerExchange exchange) {
        SIPRequest request = exchange.request();
        call.listener()
                .onMessage(new ReceivedMessage(
                        call.agent.responses(),
                        exchange,
                        call.localTag(),
                        Optional.empty(),
                        refusal -> log.info(
                                "MESSAGE from {} is answered {}: {}",
                                ServerExchange.sourceOf(request),
                                refusal.status(),
                                refusal.explanation())));
    }

    @Override
    public boolean areAllowed() {
        call.loop().assertOwner();
        return call.state() == CallState.ESTABLISHED && call.farEnd().allows(METHOD);
    }

    @Override
    public int largestBody() {
        call.loop().assertOwner();
        SipDialog dialog = call.dialog();
        if (dialog == null || dialog.mindsCongestion()) {
            return LARGEST_BY_STREAM;
        }
        return Math.max(1, LARGEST - BODY_HEADERS - dialog.headSize(METHOD));
    }

    @Override
    public CompletionStage<Integer> send(Body body) {
        call.loop().assertOwner();
        if (call.state() != CallState.ESTABLISHED) {
            return CompletableFuture.completedFuture(481);
        }
        CompletableFuture<Integer> status = new CompletableFuture<>();
        call.requests()
                .send(
                        call.dialog(),
                        METHOD,
                        message -> {
                            message.removeHeader("Contact"); // RFC 3428 §4
                            Responses.setBody(message, body);
                        },
                        new DialogRequests.Outcome() {
                            @Override
                            public void onFinal(SIPRequest request, SIPResponse response) {
                                status.complete(response.getStatusCode());
                            }

                            @Override
                            public void onSilence(EndReason reason) {
                                status.complete(reason instanceof EndReason.TimedOut ? 408 : 503);
                            }
                        });
        return status;
    }
}
