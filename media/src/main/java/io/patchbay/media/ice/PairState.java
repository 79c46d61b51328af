package io.patchbay.media.ice;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where the check of a pair stands (RFC 8445 §6.1.2.6). A check of the other end's makes any pair wait for one of ours again. */
enum PairState {
    FROZEN,
    WAITING,
    IN_PROGRESS,
    SUCCEEDED,
    FAILED;

    private static final Map<PairState, Set<PairState>> NEXT = new EnumMap<>(Map.of(
            FROZEN, EnumSet.of(WAITING),
            WAITING, EnumSet.of(WAITING, IN_PROGRESS, SUCCEEDED),
            IN_PROGRESS, EnumSet.of(WAITING, SUCCEEDED, FAILED),
            SUCCEEDED, EnumSet.of(SUCCEEDED, FAILED),
            FAILED, EnumSet.of(WAITING, SUCCEEDED)));

    boolean canBecome(PairState next) {
        return NEXT.get(this).contains(next);
    }
}
