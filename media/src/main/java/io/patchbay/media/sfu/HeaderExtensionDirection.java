package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Which way a header extension goes, as seen by the one who declares it. */
public enum HeaderExtensionDirection {
    SENDRECV,
    SENDONLY,
    RECVONLY,
    INACTIVE;

    @JsonValue
    public String json() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** @throws RtpParametersException where {@code json} names no direction */
    @JsonCreator
    public static HeaderExtensionDirection of(String json) {
        for (HeaderExtensionDirection direction : values()) {
            if (direction.json().equals(json)) {
                return direction;
            }
        }
        throw new RtpParametersException(
                "direction is '%s'; it must be sendrecv, sendonly, recvonly or inactive".formatted(json));
    }
}
