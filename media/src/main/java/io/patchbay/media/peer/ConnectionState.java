package io.patchbay.media.peer;

/** Whether media flows, as RTCPeerConnectionState. */
public enum ConnectionState {
    /** Nothing was negotiated yet. */
    NEW,
    /** Negotiated; no valid packet came yet. */
    CONNECTING,
    /** Packets come. */
    CONNECTED,
    /** Packets came, then none for the time that the settings give; they may come again. */
    DISCONNECTED,
    CLOSED
}
