package io.patchbay.sip.jain;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a call stands. In RFC 3261 §12 terms its dialog is early in EARLY, confirmed from ANSWERED on. */
enum CallState {
    /** The INVITE passed; nothing but a 100 came of it yet. */
    TRYING,
    /** A provisional response other than 100 passed. */
    EARLY,
    /** A 2xx passed, its ACK is outstanding. */
    ANSWERED,
    ESTABLISHED,
    /** The application has been told of the end; a CANCEL or BYE still waits for what must come before it. */
    LEAVING,
    ENDED;

    private static final Map<CallState, Set<CallState>> NEXT = new EnumMap<>(Map.of(
            TRYING, EnumSet.of(EARLY, ANSWERED, LEAVING, ENDED),
            EARLY, EnumSet.of(EARLY, ANSWERED, LEAVING, ENDED),
            ANSWERED, EnumSet.of(ESTABLISHED, LEAVING, ENDED),
            ESTABLISHED, EnumSet.of(LEAVING, ENDED),
            LEAVING, EnumSet.of(ENDED),
            ENDED, EnumSet.noneOf(CallState.class)));

    boolean canBecome(CallState next) {
        return NEXT.get(this).contains(next);
    }

    /** Whether the application still takes part. */
    boolean isLive() {
        return this != LEAVING && this != ENDED;
    }

    /** Whether the INVITE has had no final response yet. */
    boolean isUnanswered() {
        return this == TRYING || this == EARLY;
    }
}
