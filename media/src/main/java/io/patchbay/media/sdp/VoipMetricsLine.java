package io.patchbay.media.sdp;

import java.util.List;
import java.util.Locale;

/** {@code a=rtcp-xr:voip-metrics}: that an end wants to hear how it is heard (RFC 3611 §5.1). */
final class VoipMetricsLine {
    private static final String NAME = "rtcp-xr";
    private static final String FORMAT = "voip-metrics";

    static final Attribute LINE = new Attribute(NAME, FORMAT);

    private VoipMetricsLine() {}

    static boolean isIn(SessionDescription session, MediaDescription media) {
        return media.attribute(NAME)
                .or(() -> session.attribute(NAME))
                .filter(value ->
                        List.of(value.toLowerCase(Locale.ROOT).split(" ")).contains(FORMAT))
                .isPresent();
    }
}
