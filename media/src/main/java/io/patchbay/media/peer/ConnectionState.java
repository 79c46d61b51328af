package io.patchbay.media.peer;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** Whether media flows, as RTCPeerConnectionState. */
public enum ConnectionState {
    /** Nothing was negotiated yet. */
    NEW,
    /** Negotiated; no valid packet came yet. */
    CONNECTING,
    /** Packets come. */
    CONNECTED,
    /** Packets came, then none for as long as the configuration bears; they may come again. */
    DISCONNECTED,
    CLOSED;

    private static final Map<ConnectionState, Set<ConnectionState>> NEXT = new EnumMap<>(Map.of(
            NEW, EnumSet.of(CONNECTING, CLOSED),
            CONNECTING, EnumSet.of(CONNECTED, CLOSED),
            CONNECTED, EnumSet.of(DISCONNECTED, CLOSED),
            DISCONNECTED, EnumSet.of(CONNECTED, CLOSED),
            CLOSED, EnumSet.noneOf(ConnectionState.class)));

    public boolean canBecome(ConnectionState next) {
        return NEXT.get(this).contains(next);
    }
}
