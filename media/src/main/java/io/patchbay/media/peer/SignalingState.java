package io.patchbay.media.peer;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Where a peer stands in offer/answer (RFC 3264, RFC 9429 §3.2), as RTCSignalingState. */
public enum SignalingState {
    STABLE,
    HAVE_LOCAL_OFFER,
    HAVE_REMOTE_OFFER,
    HAVE_LOCAL_PRANSWER,
    HAVE_REMOTE_PRANSWER,
    CLOSED;

    private static final Map<SignalingState, Set<SignalingState>> NEXT = new EnumMap<>(Map.of(
            STABLE, EnumSet.of(HAVE_LOCAL_OFFER, HAVE_REMOTE_OFFER, CLOSED),
            HAVE_LOCAL_OFFER, EnumSet.of(HAVE_LOCAL_OFFER, HAVE_REMOTE_PRANSWER, STABLE, CLOSED),
            HAVE_REMOTE_OFFER, EnumSet.of(HAVE_REMOTE_OFFER, HAVE_LOCAL_PRANSWER, STABLE, CLOSED),
            HAVE_LOCAL_PRANSWER, EnumSet.of(HAVE_LOCAL_PRANSWER, STABLE, CLOSED),
            HAVE_REMOTE_PRANSWER, EnumSet.of(HAVE_REMOTE_PRANSWER, STABLE, CLOSED),
            CLOSED, EnumSet.noneOf(SignalingState.class)));

    public boolean canBecome(SignalingState next) {
        return NEXT.get(this).contains(next);
    }
}
