package io.patchbay.media.rtp;

/**
 * One reception report block (RFC 3550 §6.4.1): how one receiver hears one source.
 *
 * @param ssrc the source reported on, 0 to 2^32-1
 * @param fractionLost lost since the last report, in 1/256: 0 to 255
 * @param cumulativeLost lost since the beginning; duplicates can make it negative
 * @param extendedHighestSequenceNumber wraps in the upper 16 bits, highest sequence number in the lower
 * @param jitter interarrival jitter in units of the RTP clock
 * @param lastSenderReport middle 32 bits of the NTP time of the last SR heard, 0 for none
 * @param delaySinceLastSenderReport from hearing that SR until this report, in 1/65536 s
 */
public record ReportBlock(
        long ssrc,
        int fractionLost,
        int cumulativeLost,
        long extendedHighestSequenceNumber,
        long jitter,
        long lastSenderReport,
        long delaySinceLastSenderReport) {

    /** The least and the greatest value that 24 bits hold. */
    static final int CUMULATIVE_MIN = -0x800000;

    static final int CUMULATIVE_MAX = 0x7FFFFF;

    public ReportBlock {
        if (fractionLost < 0 || fractionLost > 255) {
            throw new IllegalArgumentException("fraction lost is 0 to 255 of 256, not " + fractionLost);
        }
        if (cumulativeLost < CUMULATIVE_MIN || cumulativeLost > CUMULATIVE_MAX) {
            throw new IllegalArgumentException("cumulative lost does not fit 24 bits: " + cumulativeLost);
        }
    }
}
