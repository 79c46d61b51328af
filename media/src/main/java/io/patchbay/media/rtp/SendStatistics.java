package io.patchbay.media.rtp;

/**
 * What a sender knows of one stream of its own: the counts of its sender reports and how the other end says it arrives (RFC
 * 3550 §6.4.1). Times are nanoseconds of {@link System#nanoTime}. Belongs to one thread.
 */
public final class SendStatistics {
    private static final long NO_ROUND_TRIP = -1;

    private final long ssrc;
    private final int clockRate;
    private final NtpClock clock;

    private long packets;
    private long octets;
    private long lastTimestamp;
    private long lastSentNanos;
    private long roundTripNanos = NO_ROUND_TRIP;
    private ReportBlock remote;

    /** @param clockRate units of the RTP timestamp a second */
    public SendStatistics(long ssrc, int clockRate, NtpClock clock) {
        if (clockRate <= 0) {
            throw new IllegalArgumentException("an RTP clock runs forward, not at " + clockRate + " Hz");
        }
        this.ssrc = ssrc;
        this.clockRate = clockRate;
        this.clock = clock;
    }

    public long ssrc() {
        return ssrc;
    }

    /**
     * Counts a packet that was sent.
     *
     * @param timestamp its RTP timestamp, which was sampled at {@code nowNanos}
     * @param octets bytes of payload
     */
    public void onPacket(long timestamp, int octets, long nowNanos) {
        packets++;
        this.octets += octets;
        lastTimestamp = timestamp;
        lastSentNanos = nowNanos;
    }

    /** Adds this stream's sender report to {@code writer}; false where it does not fit. */
    public boolean writeSenderReport(RtcpWriter writer, long nowNanos) {
        return writer.senderReport(ssrc, clock.ntpAt(nowNanos), timestampAt(nowNanos), packets, octets);
    }

    /** The RTP timestamp of the moment {@code nowNanos}, counted on from the last packet. */
    public long timestampAt(long nowNanos) {
        long elapsed = nowNanos - lastSentNanos;
        long units = elapsed / 1_000_000_000L * clockRate + elapsed % 1_000_000_000L * clockRate / 1_000_000_000L;
        return lastTimestamp + units & 0xFFFFFFFFL;
    }

    /** Takes what the other end reports on this stream. Blocks on other sources are ignored. */
    public void onReportBlock(ReportBlock block, long nowNanos) {
        if (block.ssrc() != ssrc) {
            return;
        }
        remote = block;
        if (block.lastSenderReport() == 0) {
            return; // it has heard no sender report yet
        }
        // RFC 3550 §6.4.1: A - LSR - DLSR, all in 1/65536 s, modulo 2^32
        int units = (int) (NtpTime.compact(clock.ntpAt(nowNanos))
                - block.lastSenderReport()
                - block.delaySinceLastSenderReport());
        if (units >= 0) {
            roundTripNanos = NtpTime.compactToDuration(units).toNanos();
        }
    }

    public long packets() {
        return packets;
    }

    /** Bytes of payload sent. */
    public long octets() {
        return octets;
    }

    /** Round trip by the last report that allowed to tell, in nanoseconds, or -1. */
    public long roundTripNanos() {
        return roundTripNanos;
    }

    /** The last report on this stream, or null. */
    public ReportBlock remote() {
        return remote;
    }
}
