package io.patchbay.gateway.call;

import io.patchbay.media.sdp.Direction;
import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.Reoffer;
import java.time.Duration;
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
    private static final Duration SOON = Duration.ofMillis(200);
    private static final CompletionStage<Void> NOTHING = CompletableFuture.completedFuture(null);

    private final Call call;
    private final PhoneLeg leg;
    private CompletionStage<Void> last = NOTHING; // the step under way, or the last one
    private Direction direction = Direction.SENDRECV; // what we want; less while we hold the phone
    private Change change; // null while nobody waits for one

    SessionChanges(Call call, PhoneLeg leg) {
        this.call = call;
        this.leg = leg;
    }

    /** A change of direction that somebody waits for. */
    private record Change(Direction before, CompletableFuture<Void> done) {}

    /**
     * Offers to do no more than {@code wanted}: to hold the phone, or take it back.
     *
     * @return fails with the reason where the far end would not have it; then the session is as it was
     */
    CompletionStage<Void> change(Direction wanted) {
        call.loop().assertOwner();
        if (change != null) {
            return CompletableFuture.failedFuture(new IllegalStateException("it is being held or taken back already"));
        }
        if (wanted == direction) {
            return NOTHING;
        }
        change = new Change(direction, new CompletableFuture<>());
        direction = wanted;
        CompletionStage<Void> done = change.done();
        offer();
        return done;
    }

    private void changed() {
        if (change != null) {
            Change made = change;
            change = null;
            leg.setApart(direction != Direction.SENDRECV);
            made.done().complete(null);
        }
    }

    private void notChanged(String why) {
        if (change != null) {
            Change refused = change;
            change = null;
            direction = refused.before();
            leg.setDirection(direction);
            refused.done().completeExceptionally(new IllegalStateException(why));
        }
    }

    /** Who holds the call. What the far end does to a call that we hold as inactive cannot be seen. */
    String hold() {
        boolean theirs = direction.sends()
                && leg.direction().map(agreed -> !agreed.sends()).orElse(false);
        if (direction == Direction.SENDRECV) {
            return theirs ? "remote" : "none";
        }
        return theirs ? "both" : "local";
    }

    /** The call has ended: whoever waits is told. */
    void close() {
        notChanged("the call ended");
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
        next(() -> {
            leg.setDirection(direction);
            if (call.sip().mayReoffer()) {
                return then(leg.offer(), "making an offer", this::offered);
            }
            offerLater();
            return NOTHING;
        });
    }

    /** Theirs came first. It refreshes the session as well; only a change of ours has to be offered none the less. */
    private void offerLater() {
        if (change != null) {
            call.loop().schedule(SOON, () -> {
                if (change != null) {
                    offer();
                }
            });
        }
    }

    private void offered(String sdp, Refusal failure) {
        if (failure != null) {
            log.info("no offer could be made: {}", failure.explanation());
            notChanged(failure.explanation());
        } else if (call.sip().mayReoffer()) {
            call.sip().reoffer(Body.sdp(sdp));
        } else {
            leg.forgetOurs();
            offerLater();
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
            } else {
                changed();
            }
        }));
    }

    void refused(Refusal refusal) {
        log.info("our offer was refused: {} {}", refusal.status(), refusal.explanation());
        next(leg::forgetOurs);
        String why = refusal.explanation().isEmpty() ? "" : ": " + refusal.explanation();
        notChanged("the phone refused, %d %s%s".formatted(refusal.status(), refusal.phrase(), why));
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
