package io.patchbay.gateway.call;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a call stands. In RFC 3261 §12 terms the dialog is early in RINGING, confirmed from ANSWERED on. */
public enum CallState {
    /** The INVITE came, or was sent. */
    TRYING,
    /** 180 was sent, or came. */
    RINGING,
    /** The 2xx was sent, the ACK is outstanding. Incoming calls only. */
    ANSWERED,
    ESTABLISHED,
    ENDED;

    private static final Map<CallState, Set<CallState>> NEXT = new EnumMap<>(Map.of(
            TRYING, EnumSet.of(RINGING, ANSWERED, ESTABLISHED, ENDED),
            RINGING, EnumSet.of(RINGING, ANSWERED, ESTABLISHED, ENDED),
            ANSWERED, EnumSet.of(ESTABLISHED, ENDED),
            ESTABLISHED, EnumSet.of(ENDED),
            ENDED, EnumSet.noneOf(CallState.class)));

    public boolean canBecome(CallState next) {
        return NEXT.get(this).contains(next);
    }
}
