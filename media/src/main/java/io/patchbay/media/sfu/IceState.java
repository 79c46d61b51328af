package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a WebRTC transport's ICE stands. DISCONNECTED ends nothing: the browser may come back. */
public enum IceState {
    NEW,
    CONNECTED,
    COMPLETED,
    DISCONNECTED,
    CLOSED;

    @JsonValue
    public String json() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
