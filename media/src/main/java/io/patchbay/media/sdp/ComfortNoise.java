package io.patchbay.media.sdp;

import java.util.Collection;

/** The payload format by which a phone that pauses tells how its silence sounds (RFC 3389), in its static number. */
final class ComfortNoise {
    static final RtpMap MAP = new RtpMap(13, "CN", 8_000, 1);

    private ComfortNoise() {}

    /** It goes with codecs of its own clock rate (RFC 3389 §4). */
    static boolean fits(Collection<AudioFormat> formats) {
        return formats.stream().anyMatch(format -> format.clockRate() == MAP.clockRate());
    }
}
