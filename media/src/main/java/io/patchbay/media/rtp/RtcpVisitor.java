package io.patchbay.media.rtp;

/**
 * What a {@link RtcpReader} found in a compound packet, in the order of the packet. Byte arrays and views are on loan until
 * the call returns. SSRCs are 0 to 2^32-1.
 */
public interface RtcpVisitor {

    /**
     * A sender report's sender information (RFC 3550 §6.4.1); its report blocks follow.
     *
     * @param ntpTime seconds since 1900 in the upper 32 bits, fraction in the lower ({@link NtpTime})
     */
    default void onSenderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {}

    /** A receiver report of {@code ssrc} (RFC 3550 §6.4.2); its report blocks follow. */
    default void onReceiverReport(long ssrc) {}

    /** One block of the SR or RR before. */
    default void onReportBlock(long reporterSsrc, ReportBlock block) {}

    /** A source's canonical name, UTF-8 (RFC 3550 §6.5.1). */
    default void onCname(long ssrc, byte[] buffer, int offset, int length) {}

    /** A source leaves (RFC 3550 §6.6); once for each SSRC named. */
    default void onBye(long ssrc) {}

    /** A packet is asked for again (RFC 4585 §6.2.1); once for each sequence number. */
    default void onNack(long senderSsrc, long mediaSsrc, int sequenceNumber) {}

    /** When packets arrived at the other end (transport-wide congestion control). */
    default void onTransportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {}

    /** A key frame is asked for (RFC 4585 §6.3.1). */
    default void onPli(long senderSsrc, long mediaSsrc) {}

    /**
     * A key frame is asked for (RFC 5104 §4.3.1).
     *
     * @param requestNumber 0 to 255; the same number again is the same request repeated
     */
    default void onFir(long senderSsrc, long mediaSsrc, int requestNumber) {}

    /** The receiver's estimate of what the way to it carries; once for each SSRC it is about (at least once, then 0). */
    default void onRemb(long senderSsrc, long mediaSsrc, long bitsPerSecond) {}

    /**
     * How {@code mediaSsrc} is heard (RFC 3611 §4.7); {@link ExtendedReports#voipMetrics} makes a record of it.
     *
     * @param at where the fields behind the SSRC begin
     */
    default void onVoipMetrics(long senderSsrc, long mediaSsrc, byte[] buffer, int at) {}
}
