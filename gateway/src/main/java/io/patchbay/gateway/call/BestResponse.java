package io.patchbay.gateway.call;

import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Which of the failures of several phones that rang is told (RFC 3261 §16.7, step 6). */
final class BestResponse {
    private static final Set<Integer> SAY_WHAT_TO_CHANGE = Set.of(401, 407, 415, 420, 484);
    private static final int FORBIDDEN_EVERYWHERE = 600;

    private BestResponse() {}

    /** The first of the best ones. */
    static EndReason of(List<EndReason> failures) {
        return failures.stream()
                .min(Comparator.comparingInt(BestResponse::rank))
                .orElseThrow();
    }

    /** Whether it holds for the whole call: nobody else need ring any longer (step 5). */
    static boolean isFinal(EndReason failure) {
        return failure instanceof EndReason.Refused refused
                && refused.by() == Side.REMOTE
                && refused.sipStatus() >= FORBIDDEN_EVERYWHERE;
    }

    /** The lowest is told: any 6xx, then the lowest class; in it what says most, and last what says nothing. */
    private static int rank(EndReason failure) {
        int status = status(failure);
        if (status >= FORBIDDEN_EVERYWHERE) {
            return 0;
        }
        int withinClass = SAY_WHAT_TO_CHANGE.contains(status)
                ? 0
                : switch (status) {
                    case 486 -> 1; // somebody is there
                    case 480 -> 3;
                    case 408, 503 -> 4; // nobody answered, or was reached
                    default -> 2;
                };
        return status / 100 * 10 + withinClass;
    }

    /** RFC 3261 §16.9: what could not be sent counts as 503. */
    private static int status(EndReason failure) {
        return failure instanceof EndReason.Failed ? 503 : failure.sipStatus();
    }
}
