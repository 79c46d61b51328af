package io.patchbay.media.sfu;

/**
 * What a producer received since it began.
 *
 * @param packetsLost by the sender's numbering; retransmitted ones count as received
 * @param jitterMillis of arrival (RFC 3550 §6.4.1)
 * @param nacksSent packets asked for again
 * @param keyFramesRequested PLIs and FIRs sent
 */
public record ProducerStats(
        String id,
        MediaKind kind,
        String mimeType,
        long packets,
        long bytes,
        long packetsLost,
        double jitterMillis,
        long nacksSent,
        long keyFramesRequested) {}
