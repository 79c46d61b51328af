package io.patchbay.sip.jain;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Whose offer waits for its answer in a dialog, whichever message carried it (RFC 3264 §4): there is one at most. */
enum OfferState {
    /** None: either side may offer. */
    IDLE,
    OURS,
    THEIRS;

    private static final Map<OfferState, Set<OfferState>> NEXT =
            new EnumMap<>(Map.of(IDLE, EnumSet.of(OURS, THEIRS), OURS, EnumSet.of(IDLE), THEIRS, EnumSet.of(IDLE)));

    boolean canBecome(OfferState next) {
        return NEXT.get(this).contains(next);
    }
}
