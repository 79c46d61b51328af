package io.patchbay.media.sdp;

import java.util.Map;
import java.util.Optional;

/**
 * What the other end asks of the Opus that it is sent (RFC 7587 §6.1).
 *
 * @param maxPlaybackRate sample rate in Hz above which it hears nothing: 8000 to 48000
 * @param maxAverageBitsPerSecond 6000 to 510000
 * @param useInbandFec whether it makes use of in-band FEC
 * @param useDtx whether it likes silence left out
 * @param constantBitRate whether it wants packets of one size
 */
public record OpusParameters(
        int maxPlaybackRate,
        int maxAverageBitsPerSecond,
        boolean useInbandFec,
        boolean useDtx,
        boolean constantBitRate) {

    private static final int MAX_RATE = 48_000;
    private static final int MAX_BITS = 510_000;

    /** What holds where nothing is said. */
    public static final OpusParameters DEFAULT = new OpusParameters(MAX_RATE, MAX_BITS, false, false, false);

    /** What we say of ourselves. */
    static final String OURS = "useinbandfec=1";

    /** Values out of range count as nothing said. */
    static OpusParameters of(Optional<Fmtp> fmtp) {
        if (fmtp.isEmpty()) {
            return DEFAULT;
        }
        Map<String, String> values = fmtp.get().byName();
        return new OpusParameters(
                number(values, "maxplaybackrate", 8_000, MAX_RATE),
                number(values, "maxaveragebitrate", 6_000, MAX_BITS),
                "1".equals(values.get("useinbandfec")),
                "1".equals(values.get("usedtx")),
                "1".equals(values.get("cbr")));
    }

    private static int number(Map<String, String> values, String name, int least, int most) {
        try {
            int value = Integer.parseInt(values.getOrDefault(name, ""));
            return value < least ? most : Math.min(value, most);
        } catch (NumberFormatException e) {
            return most;
        }
    }
}
