package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/** What a stream carries; {@code "audio"} and {@code "video"} in JSON. */
public enum MediaKind {
    AUDIO("audio"),
    VIDEO("video");

    private final String json;

    MediaKind(String json) {
        this.json = json;
    }

    @JsonValue
    public String json() {
        return json;
    }

    /** @throws RtpParametersException where {@code json} names no kind */
    @JsonCreator
    public static MediaKind of(String json) {
        for (MediaKind kind : values()) {
            if (kind.json.equalsIgnoreCase(json)) {
                return kind;
            }
        }
        throw new RtpParametersException("kind is '%s'; it must be 'audio' or 'video'".formatted(json));
    }
}
