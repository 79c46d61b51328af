package io.patchbay.media.ice;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a full agent stands. CONNECTED: a pair works; COMPLETED: one is nominated. FAILED is left by a restart only. */
public enum FullAgentState {
    NEW,
    CHECKING,
    CONNECTED,
    COMPLETED,
    FAILED,
    CLOSED;

    private static final Map<FullAgentState, Set<FullAgentState>> NEXT = new EnumMap<>(Map.of(
            NEW, EnumSet.of(CHECKING, CLOSED),
            CHECKING, EnumSet.of(CHECKING, CONNECTED, COMPLETED, FAILED, CLOSED),
            CONNECTED, EnumSet.of(CHECKING, COMPLETED, FAILED, CLOSED),
            COMPLETED, EnumSet.of(CHECKING, FAILED, CLOSED),
            FAILED, EnumSet.of(CHECKING, CLOSED),
            CLOSED, EnumSet.noneOf(FullAgentState.class)));

    boolean canBecome(FullAgentState next) {
        return NEXT.get(this).contains(next);
    }
}
