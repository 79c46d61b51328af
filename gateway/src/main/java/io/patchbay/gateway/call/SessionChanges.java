package io.patchbay.gateway.call;

import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.Reoffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiConsumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers and answers of a call after its first, from either side. The SIP side sees to it that one is under way at a time (RFC 3261
 * §14, RFC 3311 §5); since descriptions are made on another loop, each step here waits until the one before has left the leg
 * in a state that the next can begin with. Belongs to the call's loop.
 */
final class SessionChanges {
    private static final Logger log = LoggerFactory.getLogger(SessionChanges.class);
    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final Call call;
    private final PhoneLeg leg;
    private CompletionStage<Void> last = NOTHING; // the step under way, or the last one

    SessionChanges(Call call, PhoneLeg leg) {
        this.call = call;
        this.leg = leg;
    }

    /** An offer of the far end's, or its wish for ours. */
    void take(Reoffer theirs) {
        next(() -> {
            if (!theirs.isPending()) {
                return NOTHING; // taken back meanwhile
            }
            return theirs.session().isEmpty()
                    ? answerWithOffer(theirs)
                    : answer(theirs, theirs.session().get().text());
        });
    }

    /** Offers the session as it is to be now, unless an offer of the far end's has come first. */
    void offer() {
        next(() -> call.sip().mayReoffer() ? then(leg.offer(), "making an offer", this::offered) : NOTHING);
    }

    private void offered(String sdp, Refusal failure) {
        if (failure != null) {
            log.info("no offer could be made: {}", failure.explanation());
        } else if (call.sip().mayReoffer()) {
            call.sip().reoffer(Body.sdp(sdp));
        } else {
            leg.forgetOurs(); // theirs came first, and refreshes as well
        }
    }

    private CompletionStage<Void> answerWithOffer(Reoffer theirs) {
        return then(leg.offer(), "making an offer", (sdp, failure) -> {
            if (failure != null) {
                theirs.refuse(failure);
            } else if (!theirs.answer(Body.sdp(sdp))) {
                leg.forgetOurs();
            }
        });
    }

    private CompletionStage<Void> answer(Reoffer theirs, String offer) {
        return then(leg.consider(offer), "answering an offer", (sdp, failure) -> {
            if (failure != null) {
                theirs.refuse(failure);
            } else if (theirs.answer(Body.sdp(sdp))) {
                leg.settle(sdp);
            } else {
                leg.forgetTheirs();
            }
        });
    }

    /** Our offer collided with one of theirs, which may come now: ours is void. */
    void putOff() {
        next(leg::forgetOurs);
    }

    void answered(String answer) {
        next(() -> then(leg.takeAnswer(answer), "reading an answer", (done, failure) -> {
            if (failure != null) {
                call.hangUp(new EndReason.Failed("reading the answer to our offer", failure.explanation()));
            }
        }));
    }

    void refused(Refusal refusal) {
        log.info("our offer was refused: {} {}", refusal.status(), refusal.explanation());
        next(leg::forgetOurs);
    }

    /** Runs {@code step} on the call's loop once the one before is done, unless the call has ended by then. */
    private void next(Supplier<CompletionStage<Void>> step) {
        call.loop().assertOwner();
        last = last.<Void>handle((done, failure) -> null)
                .thenComposeAsync(nothing -> call.hasEnded() ? NOTHING : step.get(), call.loop());
    }

    /** At once where {@code stage} completes, which is on the call's loop: what comes next finds it done. */
    private <T> CompletionStage<Void> then(CompletionStage<T> stage, String doing, BiConsumer<T, Refusal> outcome) {
        return stage.<Void>handle((result, failure) -> {
            if (!call.hasEnded()) {
                outcome.accept(result, failure == null ? null : Refusals.of(doing, failure));
            }
            return null;
        });
    }
}
