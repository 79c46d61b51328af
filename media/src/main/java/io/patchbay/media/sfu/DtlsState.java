package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a WebRTC transport's DTLS stands. */
public enum DtlsState {
    NEW,
    CONNECTING,
    CONNECTED,
    FAILED,
    CLOSED;

    @JsonValue
    public String json() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
