package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Credentials;
import io.patchbay.sip.EndReason;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends requests within a call's dialogs, and once more with credentials where one is challenged (RFC 3261 §22.2). */
final class DialogRequests {
    private static final Logger log = LoggerFactory.getLogger(DialogRequests.class);

    private final CallSession call;
    private final Function<String, Optional<Credentials>> credentialsFor;

    /** @param credentialsFor asked with the realm, on the call's loop */
    DialogRequests(CallSession call, Function<String, Optional<Credentials>> credentialsFor) {
        this.call = call;
        this.credentialsFor = credentialsFor;
    }

    /** What comes of a request; on the call's loop. */
    interface Outcome {
        /**
         * A final response, or none of a challenge that could be answered.
         *
         * @param request as it was sent last
         */
        void onFinal(SIPRequest request, SIPResponse response);

        /** No final response in 64*T1, or it could not be sent. */
        void onSilence(EndReason reason);

        /** For requests of which nothing depends on the answer. */
        static Outcome logged(String method) {
            return new Outcome() {
                @Override
                public void onFinal(SIPRequest request, SIPResponse response) {
                    log.debug("{} was answered {}", method, response.getStatusCode());
                }

                @Override
                public void onSilence(EndReason reason) {
                    log.info("nobody answered our {}: {}", method, reason.text());
                }
            };
        }
    }

    /** @param write adds what the request has beyond the dialog's headers; called again where it is repeated */
    void send(SipDialog dialog, String method, Consumer<SIPRequest> write, Outcome outcome) {
        send(dialog, write(dialog, method, write), write, outcome, true);
    }

    /** RFC 3261 §15.1.1: the call is over as soon as the BYE is sent, whatever comes of it. */
    void bye(SipDialog dialog, EndReason reason) {
        boolean says = reason.sipStatus() != 200
                || reason instanceof EndReason.AnsweredElsewhere
                || reason instanceof EndReason.HungUp hungUp && !hungUp.why().isEmpty();
        Consumer<SIPRequest> write = bye -> {
            if (says) {
                Headers.addReasons(bye, reason.sipStatus(), reason.text());
            }
        };
        send(dialog, "BYE", write, Outcome.logged("BYE"));
    }

    private static SIPRequest write(SipDialog dialog, String method, Consumer<SIPRequest> write) {
        SIPRequest request = dialog.request(method, ClientRequests.newBranch());
        write.accept(request);
        return request;
    }

    private void send(
            SipDialog dialog, SIPRequest request, Consumer<SIPRequest> write, Outcome outcome, boolean mayProve) {
        Consumer<SIPResponse> onResponse = response -> {
            int status = response.getStatusCode();
            if (status < 200) {
                return;
            }
            boolean isChallenge = status == 401 || status == 407;
            Optional<DigestClient.Answer> proof =
                    isChallenge && mayProve ? DigestClient.answer(request, response, credentialsFor) : Optional.empty();
            if (proof.isEmpty()) {
                outcome.onFinal(request, response);
                return;
            }
            SIPRequest again = write(dialog, request.getMethod(), write);
            again.addHeader(Headers.of(proof.get().header(), proof.get().value()));
            send(dialog, again, write, outcome, false);
        };
        call.agent
                .requests()
                .send(
                        request,
                        dialog.destination(),
                        dialog.local(),
                        new Exchange(call.loop(), onResponse, outcome::onSilence));
    }
}
