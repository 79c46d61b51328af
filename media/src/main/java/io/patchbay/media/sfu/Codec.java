package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.Locale;
import java.util.Map;

/** What codec capabilities and codec parameters have in common: enough to tell whether two mean the same codec. */
interface Codec {
    String mimeType();

    Integer clockRate();

    /** Null for video. */
    Integer channels();

    Map<String, Object> parameters();

    /** Whether this is retransmission (RFC 4588) of another codec, named by {@code apt}. */
    @JsonIgnore
    default boolean isRtx() {
        return mimeType().toLowerCase(Locale.ROOT).endsWith("/rtx");
    }
}
