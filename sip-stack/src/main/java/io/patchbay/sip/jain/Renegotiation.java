package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.Refusal;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Re-INVITE in both directions, one at a time (RFC 3261 §14). Belongs to its call's loop.
 */
final class Renegotiation {
    private static final Logger log = LoggerFactory.getLogger(Renegotiation.class);

    private final CallSession call;
    private IncomingReoffer theirs; // the last re-INVITE of the far end, null where none came
    private Body ours; // our offer under way, null where none is
    private SIPRequest lastAck; // for our last re-INVITE, sent again where its 2xx is
    private Future<?> glareTimer;

    Renegotiation(CallSession call) {
        this.call = call;
    }

    void offer(Body offer) {
        if (ours != null || isAskedByThem()) {
            throw new IllegalStateException(
                    "call " + call.callId() + ": another offer is under way, wait for its answer (RFC 3264 §4)");
        }
        ours = offer;
        send();
    }

    /** Whether the far end's offer waits for our answer. One answered, its ACK outstanding, is no hindrance (§14.1). */
    private boolean isAskedByThem() {
        return theirs != null && theirs.isUnanswered();
    }

    private void send() {
        SIPRequest reinvite = call.dialog().request("INVITE", ClientRequests.newBranch());
        Headers.add(reinvite, "Allow", Capabilities.ALLOW);
        Responses.setBody(reinvite, ours);
        call.agent
                .requests()
                .send(
                        reinvite,
                        call.dialog().destination(),
                        call.dialog().local(),
                        new Exchange(call.loop(), response -> onResponse(reinvite, response), this::onSilence));
    }

    private void onResponse(SIPRequest reinvite, SIPResponse response) {
        int status = response.getStatusCode();
        if (status < 200) {
            return;
        }
        if (status < 300) {
            onTaken(reinvite, response);
            return;
        }
        if (!call.state().isLive() || ours == null) {
            return;
        }
        switch (status) {
            case 491 -> retryAfterGlare();
            case 408, 481 -> lose(status); // RFC 3261 §12.2.1.2: the dialog is gone
            default -> {
                ours = null;
                call.listener()
                        .onReofferRefused(new Refusal(status, response.getReasonPhrase(), Headers.reasonOf(response)));
            }
        }
    }

    private void onTaken(SIPRequest reinvite, SIPResponse response) {
        call.dialog().refreshTarget(response);
        lastAck = call.dialog().ack(reinvite.getCSeq().getSeqNumber(), ClientRequests.newBranch());
        sendAck();
        if (ours == null || !call.state().isLive()) {
            return;
        }
        ours = null;
        BodyReader.read(response)
                .session()
                .ifPresentOrElse(session -> call.listener().onReofferAnswered(session), () -> call.listener()
                        .onReofferRefused(
                                new Refusal(488, "Not Acceptable Here", "the 2xx to our re-INVITE had no answer")));
    }

    private void sendAck() {
        call.agent
                .requests()
                .sendAck(lastAck, call.dialog().destination(), call.dialog().local());
    }

    /** A repeated 2xx to our re-INVITE: its ACK was lost. */
    void onStrayAnswer(SIPResponse response) {
        if (lastAck != null
                && lastAck.getCSeq().getSeqNumber() == response.getCSeq().getSeqNumber()) {
            sendAck();
        }
    }

    /** RFC 3261 §14.1: the owner of the Call-ID waits 2.1 to 4 s, the other side 0 to 2 s, in steps of 10 ms. */
    private void retryAfterGlare() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long millis = call.isIncoming() ? random.nextLong(0, 201) * 10 : random.nextLong(210, 401) * 10;
        log.debug("both sides offered at once; trying again in {} ms", millis);
        glareTimer = call.loop().schedule(Duration.ofMillis(millis), this::retry);
    }

    private void retry() {
        if (call.state() != CallState.ESTABLISHED || ours == null) {
            return;
        }
        if (isAskedByThem()) {
            retryAfterGlare();
            return;
        }
        send();
    }

    private void onSilence(EndReason reason) {
        if (call.state().isLive()) {
            lose(reason.sipStatus());
        }
    }

    private void lose(int status) {
        ours = null;
        call.hangUp(
                status == 481
                        ? new EndReason.Failed("re-INVITE", "the far end no longer knows this call (481)")
                        : new EndReason.TimedOut("answer to re-INVITE"));
    }

    void onReinvite(ServerExchange exchange) {
        if (ours != null && glareTimerIsIdle()) {
            call.refuse(exchange, 491, "Request Pending", "our own offer is under way"); // RFC 3261 §14.2
            return;
        }
        if (call.state() != CallState.ESTABLISHED || isAskedByThem()) {
            SIPResponse busy = call.agent
                    .responses()
                    .refusal(
                            exchange.request(),
                            new Refusal(
                                    500, "Server Internal Error", "an earlier INVITE of this call is still under way"),
                            call.localTag());
            Headers.add(
                    busy,
                    "Retry-After",
                    String.valueOf(ThreadLocalRandom.current().nextInt(11)));
            exchange.send(busy);
            return;
        }
        BodyReader body = BodyReader.read(exchange.request());
        call.dialog().refreshTarget(exchange.request());
        if (theirs != null) {
            theirs.close(); // whoever sends the next INVITE has had the last one's 2xx
        }
        theirs = new IncomingReoffer(call, exchange, body.session());
        exchange.send(call.agent.responses().make(exchange.request(), 100, "Trying", call.localTag()));
        call.listener().onReoffer(theirs);
    }

    private boolean glareTimerIsIdle() {
        return glareTimer == null || glareTimer.isDone();
    }

    void onAck(SIPRequest ack) {
        if (theirs != null) {
            theirs.onAck(ack);
        }
    }

    void close() {
        if (theirs != null) {
            theirs.close();
        }
        if (glareTimer != null) {
            glareTimer.cancel(false);
        }
        ours = null;
    }
}
