package io.patchbay.media.sfu;

import java.util.Map;

/** What codec capabilities and codec parameters have in common: enough to tell whether two mean the same codec. */
interface Codec {
    String mimeType();

    Integer clockRate();

    /** Null for video. */
    Integer channels();

    Map<String, Object> parameters();

    /** Whether this is retransmission (RFC 4588) of another codec, named by {@code apt}. */
    default boolean isRtx() {
        return mimeType().toLowerCase(java.util.Locale.ROOT).endsWith("/rtx");
    }
}
