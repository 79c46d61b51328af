package io.patchbay.gateway.call;

import io.patchbay.gateway.route.Attempt;
import io.patchbay.gateway.trunk.CallPath;
import io.patchbay.gateway.trunk.Place;
import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.UserAgent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Rings at every place of a way out: those of a group at once, the next group once all have failed (RFC 3261 §16.6, §16.7). The
 * first that answers is the call's, the others are given up; of those that speak before, the first is heard. Belongs to the
 * call's loop.
 */
final class Fork {
    private static final Duration SHORTEST_RING = Duration.ofSeconds(15);
    private static final Duration SILENCE =
            Duration.ofSeconds(5); // of one that is off: the others must not wait for it

    /** What comes of it. */
    interface Listener {
        /** {@code status} is 180 or another one that tells of progress. */
        void onRinging(int status);

        /** Its media is the one that stands for the call from now on. */
        void onLeg(PhoneLeg leg);

        /** The media that stands for the call is to be heard in the room: it speaks before it has answered. */
        void onEarlyMedia();

        void onAnswered(Branch winner, Optional<Body> session);

        /** Nobody answered; {@code best} is what is told of it. The last word. */
        void onFailed(EndReason best);
    }

    /** Opens media for a branch, and tells it. */
    interface Media {
        void open(Branch branch, BiConsumer<PhoneLeg, Throwable> then);
    }

    private final CallPath way;
    private final UserAgent userAgent;
    private final Call call;
    private final Media media;
    private final Listener listener;
    private final Duration ringFor; // each group
    private final List<Branch> branches = new ArrayList<>(); // of the group that rings; those that failed are gone
    private final List<EndReason> failures = new ArrayList<>();
    private int group = -1; // the one that rings
    private Branch shown; // whose media stands for the call; null before there is any
    private boolean over;

    /** @param ringFor how long it may ring altogether */
    Fork(CallPath way, UserAgent userAgent, Call call, Media media, Listener listener, Duration ringFor) {
        this.way = way;
        this.userAgent = userAgent;
        this.call = call;
        this.media = media;
        this.listener = listener;
        Duration share = ringFor.dividedBy(way.groups().size());
        this.ringFor = share.compareTo(SHORTEST_RING) < 0 ? SHORTEST_RING : share;
    }

    void targetFailed(SipTarget target, Duration spare) {
        way.trunk().ifPresent(trunk -> trunk.spare(target, spare));
    }

    /** Rings the next group. */
    void begin() {
        group++;
        for (Place place : way.groups().get(group)) {
            branches.add(new Branch(place, this, call));
        }
        for (Branch branch : List.copyOf(branches)) {
            media.open(
                    branch,
                    (leg, failure) -> branch.opened(leg, failure, userAgent, offer -> invite(branch.place(), offer)));
        }
    }

    private OutgoingInvite invite(Place place, String offer) {
        boolean isOnly = !isSeveral() && place.targets().size() == 1;
        return new OutgoingInvite(
                place.targets(),
                way.to(),
                way.from(),
                Body.sdp(offer),
                ringFor,
                way.headers(),
                way.credentials(),
                way.silence().isZero() && !isOnly ? SILENCE : way.silence());
    }

    void opened(Branch branch) {
        if (shown == null) {
            show(branch);
        }
    }

    private void show(Branch branch) {
        shown = branch;
        listener.onLeg(branch.leg());
    }

    void rings(Branch branch, int status) {
        listener.onRinging(status);
    }

    /** The first that speaks is heard until another answers. */
    void speaks(Branch branch) {
        if (shown == branch) {
            listener.onEarlyMedia();
        } else if (!shown.speaks()) {
            show(branch);
            listener.onEarlyMedia();
        }
    }

    void answered(Branch winner, Optional<Body> session) {
        over = true;
        if (isSeveral()) {
            call.tried(Attempt.taken("contact", winner.place().name(), "answered"));
        }
        EndReason elsewhere = new EndReason.AnsweredElsewhere();
        branches.stream().filter(branch -> branch != winner).forEach(branch -> {
            call.tried(Attempt.failed("contact", branch.place().name(), "rang until another contact answered"));
            branch.drop(elsewhere);
        });
        if (shown != winner) {
            show(winner);
        }
        listener.onAnswered(winner, session);
    }

    void failed(Branch branch, EndReason reason) {
        if (over) {
            return;
        }
        branches.remove(branch);
        failures.add(reason);
        if (isSeveral()) {
            call.tried(Attempt.failed("contact", branch.place().name(), reason.text()));
        }
        if (BestResponse.isFinal(reason)) {
            branches.forEach(other ->
                    call.tried(Attempt.failed("contact", other.place().name(), "given up, for " + reason.text())));
            close(reason);
            listener.onFailed(reason);
        } else if (!branches.isEmpty()) {
            standIn(branch);
        } else if (group + 1 < way.groups().size()) {
            shown = null;
            begin();
        } else {
            over = true;
            listener.onFailed(BestResponse.of(failures));
        }
    }

    /** The one that was heard is gone: another that speaks takes its place, or one that may yet. */
    private void standIn(Branch gone) {
        if (shown != gone) {
            return;
        }
        Optional<Branch> speaker = branches.stream().filter(Branch::speaks).findFirst();
        Optional<Branch> other = speaker.or(
                () -> branches.stream().filter(branch -> branch.leg() != null).findFirst());
        shown = null;
        other.ifPresent(this::show);
        speaker.ifPresent(found -> listener.onEarlyMedia());
    }

    private boolean isSeveral() {
        return way.groups().size() > 1 || way.groups().get(0).size() > 1;
    }

    /** Gives up all that still ring. */
    void close(EndReason reason) {
        over = true;
        List.copyOf(branches).forEach(branch -> branch.drop(reason));
    }
}
