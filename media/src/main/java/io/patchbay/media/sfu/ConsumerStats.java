package io.patchbay.media.sfu;

/**
 * What a consumer sent since it began.
 *
 * @param packetsLost as the receiver last reported
 * @param fractionLost 0 to 1, as the receiver last reported
 * @param roundTripMillis as of the receiver's last report, or -1 where unknown
 * @param retransmitted packets sent again for the receiver's NACKs
 */
public record ConsumerStats(
        String id,
        String producerId,
        MediaKind kind,
        String mimeType,
        long packets,
        long bytes,
        long packetsLost,
        double fractionLost,
        double roundTripMillis,
        long retransmitted,
        long keyFramesRequested) {}
