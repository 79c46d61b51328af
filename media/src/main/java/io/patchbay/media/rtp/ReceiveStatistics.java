package io.patchbay.media.rtp;

/**
 * What a receiver knows of one source: whether its sequence numbers make sense, loss, jitter, and its report block (RFC 3550
 * §6.4.1, §A.1, §A.3, §A.8). Times are nanoseconds of {@link System#nanoTime}. Belongs to one thread.
 *
 * <p>There is no probation (§A.1): a source counts from its first packet on, since signalling or SRTP vouches for it.
 */
public final class ReceiveStatistics {
    // RFC 3550 §A.1
    private static final int MAX_DROPOUT = 3000;
    private static final int MAX_MISORDER = 100;
    private static final int NO_BAD_SEQUENCE = -1;

    private final long ssrc;
    private final int clockRate;

    private boolean started;
    private int maxSequence;
    private long cycles;
    private int baseSequence;
    private int badSequence = NO_BAD_SEQUENCE;
    private long received;
    private long octets;
    private long expectedPrior;
    private long receivedPrior;
    private long restarts;

    private long lastTransit;
    private boolean hasTransit;
    private long jitterSixteenths; // §A.8: scaled by 16

    private long senderNtp;
    private long senderRtpTimestamp;
    private long senderReportNanos;
    private boolean hasSenderReport;

    /** @param clockRate units of the RTP timestamp a second */
    public ReceiveStatistics(long ssrc, int clockRate) {
        if (clockRate <= 0) {
            throw new IllegalArgumentException("an RTP clock runs forward, not at " + clockRate + " Hz");
        }
        this.ssrc = ssrc;
        this.clockRate = clockRate;
    }

    public long ssrc() {
        return ssrc;
    }

    /**
     * Counts a packet.
     *
     * @param octets bytes of payload
     * @return false where its sequence number is a leap that nothing has confirmed yet: leave the packet out. A second packet
     *     that follows such a one restarts the statistics: the source began anew
     */
    public boolean onPacket(int sequenceNumber, long timestamp, int octets, long nowNanos) {
        if (!updateSequence(sequenceNumber)) {
            return false;
        }
        received++;
        this.octets += octets;
        updateJitter(timestamp, nowNanos);
        return true;
    }

    private boolean updateSequence(int sequenceNumber) {
        if (!started) {
            start(sequenceNumber);
            return true;
        }
        int ahead = (sequenceNumber - maxSequence) & 0xFFFF;
        if (ahead < MAX_DROPOUT) {
            if (sequenceNumber < maxSequence) {
                cycles += 0x10000;
            }
            maxSequence = sequenceNumber;
            badSequence = NO_BAD_SEQUENCE;
            return true;
        }
        if (ahead <= 0x10000 - MAX_MISORDER) {
            if (sequenceNumber == badSequence) {
                start(sequenceNumber); // two in a row: the other end restarted without telling
                restarts++;
                return true;
            }
            badSequence = SequenceNumbers.next(sequenceNumber);
            return false;
        }
        return true; // a duplicate or late
    }

    private void start(int sequenceNumber) {
        started = true;
        baseSequence = sequenceNumber;
        maxSequence = sequenceNumber;
        cycles = 0;
        received = 0;
        receivedPrior = 0;
        expectedPrior = 0;
        badSequence = NO_BAD_SEQUENCE;
        hasTransit = false;
    }

    /** RFC 3550 §A.8. */
    private void updateJitter(long timestamp, long nowNanos) {
        long arrival = toClock(nowNanos);
        long transit = (arrival - timestamp) & 0xFFFFFFFFL;
        if (hasTransit) {
            long difference = Math.abs((int) (transit - lastTransit));
            jitterSixteenths += difference - (jitterSixteenths + 8 >> 4);
        }
        lastTransit = transit;
        hasTransit = true;
    }

    private long toClock(long nanos) {
        long seconds = Math.floorDiv(nanos, 1_000_000_000L);
        return seconds * clockRate + Math.floorMod(nanos, 1_000_000_000L) * clockRate / 1_000_000_000L;
    }

    /** Remembers when and what this source's sender report said. */
    public void onSenderReport(long ntpTime, long rtpTimestamp, long nowNanos) {
        senderNtp = ntpTime;
        senderRtpTimestamp = rtpTimestamp;
        senderReportNanos = nowNanos;
        hasSenderReport = true;
    }

    /** The report block for now; it begins a new interval for {@link ReportBlock#fractionLost()}. */
    public ReportBlock report(long nowNanos) {
        long expected = expected();
        long expectedInterval = expected - expectedPrior;
        long lostInterval = expectedInterval - (received - receivedPrior);
        expectedPrior = expected;
        receivedPrior = received;
        // RFC 3550 §A.3
        int fraction = expectedInterval <= 0 || lostInterval <= 0
                ? 0
                : (int) Math.min(255, (lostInterval << 8) / expectedInterval);
        long cumulative = Math.max(ReportBlock.CUMULATIVE_MIN, Math.min(ReportBlock.CUMULATIVE_MAX, lost()));
        return new ReportBlock(
                ssrc,
                fraction,
                (int) cumulative,
                extendedHighestSequenceNumber(),
                jitter(),
                hasSenderReport ? NtpTime.compact(senderNtp) : 0,
                hasSenderReport ? NtpTime.compactSpan(nowNanos - senderReportNanos) : 0);
    }

    /** Packets counted since the stream (re)started, duplicates and late ones too. */
    public long received() {
        return received;
    }

    /** Bytes of payload counted, over restarts. */
    public long octets() {
        return octets;
    }

    /** Packets that should have come, by sequence numbers. */
    public long expected() {
        return started ? cycles + maxSequence - baseSequence + 1 : 0;
    }

    /** Expected less received; duplicates can make it negative. */
    public long lost() {
        return expected() - received;
    }

    /** Wraps counted in the upper bits, the highest sequence number in the lower 16; 32 bits. */
    public long extendedHighestSequenceNumber() {
        return cycles + maxSequence & 0xFFFFFFFFL;
    }

    /** Interarrival jitter in units of the RTP clock (RFC 3550 §6.4.1). */
    public long jitter() {
        return jitterSixteenths >> 4;
    }

    /** Interarrival jitter in milliseconds. */
    public double jitterMillis() {
        return jitter() * 1000.0 / clockRate;
    }

    /** How often the source began anew under the same SSRC. */
    public long restarts() {
        return restarts;
    }

    public boolean hasSenderReport() {
        return hasSenderReport;
    }

    /** {@link NtpTime} of the last sender report; 0 where none came. */
    public long senderNtpTime() {
        return senderNtp;
    }

    /** RTP timestamp of the last sender report, the same moment as {@link #senderNtpTime()}. */
    public long senderRtpTimestamp() {
        return senderRtpTimestamp;
    }
}
