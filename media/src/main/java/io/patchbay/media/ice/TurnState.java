package io.patchbay.media.ice;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where an allocation stands. ABANDONED: not waited for any more; it is given back if it still comes. */
enum TurnState {
    ASKED,
    ALLOCATED,
    FAILED,
    ABANDONED,
    CLOSED;

    private static final Map<TurnState, Set<TurnState>> NEXT = new EnumMap<>(Map.of(
            ASKED, EnumSet.of(ALLOCATED, FAILED, ABANDONED, CLOSED),
            ALLOCATED, EnumSet.of(FAILED, CLOSED),
            FAILED, EnumSet.of(CLOSED),
            ABANDONED, EnumSet.of(FAILED, CLOSED),
            CLOSED, EnumSet.noneOf(TurnState.class)));

    boolean canBecome(TurnState next) {
        return NEXT.get(this).contains(next);
    }
}
