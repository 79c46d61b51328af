package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** Who begins the DTLS handshake: the client does. {@code AUTO} leaves it to the other side. */
public enum DtlsRole {
    AUTO,
    CLIENT,
    SERVER;

    @JsonValue
    public String json() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }

    /** @throws RtpParametersException where {@code json} names no role */
    @JsonCreator
    public static DtlsRole of(String json) {
        for (DtlsRole role : values()) {
            if (role.json().equals(json)) {
                return role;
            }
        }
        throw new RtpParametersException("dtls role is '%s'; it must be auto, client or server".formatted(json));
    }
}
