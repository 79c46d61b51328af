package io.patchbay.media.ice;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a lite agent stands. CONNECTED: a path works; COMPLETED: the browser nominated one. */
public enum IceAgentState {
    NEW,
    CONNECTED,
    COMPLETED,
    DISCONNECTED;

    private static final Map<IceAgentState, Set<IceAgentState>> NEXT = new EnumMap<>(Map.of(
            NEW, EnumSet.of(CONNECTED, COMPLETED),
            CONNECTED, EnumSet.of(COMPLETED, DISCONNECTED),
            COMPLETED, EnumSet.of(DISCONNECTED),
            DISCONNECTED, EnumSet.of(CONNECTED, COMPLETED)));

    boolean canBecome(IceAgentState next) {
        return NEXT.get(this).contains(next);
    }
}
