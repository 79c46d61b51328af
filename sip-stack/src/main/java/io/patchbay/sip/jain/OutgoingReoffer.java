package io.patchbay.sip.jain;

import gov.nist.javax.sip.message.SIPRequest;
import gov.nist.javax.sip.message.SIPResponse;
import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.Refusal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import javax.sip.header.RetryAfterHeader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An offer of ours by re-INVITE, or by UPDATE in an early dialog (RFC 3311 §5.1), until it is taken or turned down; after glare,
 * the wait until another may be made. Belongs to its call's loop.
 */
final class OutgoingReoffer implements DialogRequests.Outcome {
    private static final Logger log = LoggerFactory.getLogger(OutgoingReoffer.class);
    private static final int MOST_TRIES = 8;
    private static final int LONGEST_RETRY_AFTER =
            10; // RFC 3261 §14.2: what a far end busy with an offer names at most

    private enum Phase {
        SENT,
        WAITING, // after glare: the far end's offer may come first
        DUE, // waited long enough: the application's next offer takes this one's place
        DONE
    }

    private final CallSession call;
    private final String method;
    private final Body offer;
    private final int tries; // those put off before this one
    private Phase phase = Phase.SENT;
    private Future<?> timer;

    /** @param before the one whose place this takes, null where there was none */
    OutgoingReoffer(CallSession call, String method, Body offer, OutgoingReoffer before) {
        this.call = call;
        this.method = method;
        this.offer = offer;
        this.tries = before != null && before.phase == Phase.DUE ? before.tries + 1 : 0;
    }

    /** Whether the far end has it and has not answered yet. */
    boolean isSent() {
        return phase == Phase.SENT;
    }

    /** Whether another may be made. */
    boolean isDone() {
        return phase == Phase.DONE || phase == Phase.DUE;
    }

    void send() {
        phase = Phase.SENT;
        call.offers(OfferState.OURS);
        call.requests().send(call.dialog(), method, this::write, this);
    }

    private void write(SIPRequest request) {
        Capabilities.write(request);
        call.sessionTimer().ask(request);
        Responses.setBody(request, offer);
    }

    @Override
    public void onFinal(SIPRequest request, SIPResponse response) {
        int status = response.getStatusCode();
        if (status < 300) {
            onTaken(request, response);
        } else if (isLive()) {
            call.offers(OfferState.IDLE);
            boolean mayTryAgain = tries + 1 < MOST_TRIES;
            Optional<Duration> delay = mayTryAgain ? delayAfter(response) : Optional.empty();
            if (status == 422 && call.sessionTimer().raise(response)) {
                send();
            } else if (delay.isPresent()) {
                waitFor(delay.get());
                call.listener().onReofferPutOff();
            } else if (status == 408 || status == 481) {
                lose(status); // RFC 3261 §12.2.1.2: the dialog is gone
            } else {
                phase = Phase.DONE;
                call.listener()
                        .onReofferRefused(new Refusal(status, response.getReasonPhrase(), Headers.reasonOf(response)));
            }
        }
    }

    private void onTaken(SIPRequest request, SIPResponse response) {
        call.dialog().refreshTarget(response);
        if (method.equals("INVITE")) {
            call.renegotiation().acknowledge(request);
        }
        if (!isLive()) {
            return;
        }
        phase = Phase.DONE;
        call.offers(OfferState.IDLE);
        call.farEnd().read(response);
        call.sessionTimer().taken(request, response);
        BodyReader.read(response)
                .session()
                .ifPresentOrElse(session -> call.listener().onReofferAnswered(session), () -> call.listener()
                        .onReofferRefused(
                                new Refusal(488, "Not Acceptable Here", "the 2xx to our offer had no answer")));
    }

    /** When to try again: after glare, and where the far end was busy with an offer; empty where it isn't worth while. */
    private Optional<Duration> delayAfter(SIPResponse response) {
        if (response.getStatusCode() == 491) {
            // RFC 3261 §14.1, RFC 3311 §5.3: the owner of the Call-ID waits 2.1 to 4 s, the other side 0 to 2 s, by 10
            // ms
            ThreadLocalRandom random = ThreadLocalRandom.current();
            long millis = call.isIncoming() ? random.nextLong(0, 201) * 10 : random.nextLong(210, 401) * 10;
            return Optional.of(Duration.ofMillis(millis));
        }
        boolean isBusy = response.getStatusCode() == 500
                && response.getHeader(RetryAfterHeader.NAME) instanceof RetryAfterHeader after
                && after.getRetryAfter() <= LONGEST_RETRY_AFTER;
        return isBusy
                ? Optional.of(Duration.ofSeconds(
                        ((RetryAfterHeader) response.getHeader(RetryAfterHeader.NAME)).getRetryAfter()))
                : Optional.empty();
    }

    private void waitFor(Duration delay) {
        log.debug("our {} is tried again in {} ms", what(), delay.toMillis());
        phase = Phase.WAITING;
        timer = call.loop().schedule(delay, this::due);
    }

    private void due() {
        if (phase != Phase.WAITING || !call.state().isLive()) {
            return;
        }
        if (call.renegotiation().isBusyWithTheirs()) {
            waitFor(Duration.ofMillis(ThreadLocalRandom.current().nextLong(10, 200)));
        } else {
            phase = Phase.DUE;
            call.listener().onReofferDue();
        }
    }

    @Override
    public void onSilence(EndReason reason) {
        if (isLive()) {
            lose(reason.sipStatus());
        }
    }

    private void lose(int status) {
        phase = Phase.DONE;
        call.hangUp(
                status == 481
                        ? new EndReason.Failed(what(), "the far end no longer knows this call (481)")
                        : new EndReason.TimedOut("answer to " + what()));
    }

    private String what() {
        return method.equals("INVITE") ? "re-INVITE" : method;
    }

    private boolean isLive() {
        return phase != Phase.DONE && call.state().isLive();
    }

    /** The call is over. */
    void close() {
        phase = Phase.DONE;
        if (timer != null) {
            timer.cancel(false);
        }
    }
}
