package io.patchbay.media.sdp;

import java.util.Map;
import java.util.Optional;

/** The payload types that need no rtpmap (RFC 3551 §6, table 4), audio. */
final class StaticPayloadTypes {
    private static final Map<Integer, RtpMap> MAPS = Map.ofEntries(
            entry(0, "PCMU", 8_000, 1),
            entry(3, "GSM", 8_000, 1),
            entry(4, "G723", 8_000, 1),
            entry(5, "DVI4", 8_000, 1),
            entry(6, "DVI4", 16_000, 1),
            entry(7, "LPC", 8_000, 1),
            entry(8, "PCMA", 8_000, 1),
            entry(9, "G722", 8_000, 1),
            entry(10, "L16", 44_100, 2),
            entry(11, "L16", 44_100, 1),
            entry(12, "QCELP", 8_000, 1),
            entry(13, "CN", 8_000, 1),
            entry(14, "MPA", 90_000, 1),
            entry(15, "G728", 8_000, 1),
            entry(16, "DVI4", 11_025, 1),
            entry(17, "DVI4", 22_050, 1),
            entry(18, "G729", 8_000, 1));

    private StaticPayloadTypes() {}

    static Optional<RtpMap> rtpMap(int payloadType) {
        return Optional.ofNullable(MAPS.get(payloadType));
    }

    private static Map.Entry<Integer, RtpMap> entry(int payloadType, String name, int clockRate, int channels) {
        return Map.entry(payloadType, new RtpMap(payloadType, name, clockRate, channels));
    }
}
