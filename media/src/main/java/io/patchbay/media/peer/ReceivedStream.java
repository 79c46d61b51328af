package io.patchbay.media.peer;

import io.patchbay.media.rtp.ReceiveStatistics;
import io.patchbay.media.rtp.ReportBlock;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.SequenceNumbers;

/** What came from a phone, over all the SSRCs that it used one after the other. Belongs to the media loop. */
final class ReceivedStream {
    private ReceiveStatistics statistics; // of the present SSRC; null before the first packet
    private int clockRate;
    private long candidateSsrc;
    private int candidateSequence = -1;
    private long packets;
    private long lostBefore; // with SSRCs before
    private long lastNanos;

    /** False where it is not, or not yet, a packet of the stream. */
    boolean onPacket(RtpPacket packet, int clockRate, long nowNanos) {
        packets++;
        lastNanos = nowNanos;
        if (statistics == null) {
            begin(packet.ssrc(), clockRate);
        } else if (packet.ssrc() != statistics.ssrc()) {
            if (!follows(packet)) {
                return false;
            }
            begin(packet.ssrc(), clockRate);
        } else if (clockRate != this.clockRate) {
            begin(packet.ssrc(), clockRate);
        }
        return statistics.onPacket(packet.sequenceNumber(), packet.timestamp(), packet.payloadLength(), nowNanos);
    }

    /** Two packets in a row make another SSRC the stream's. */
    private boolean follows(RtpPacket packet) {
        boolean second = packet.ssrc() == candidateSsrc && packet.sequenceNumber() == candidateSequence;
        candidateSsrc = packet.ssrc();
        candidateSequence = SequenceNumbers.next(packet.sequenceNumber());
        return second;
    }

    private void begin(long ssrc, int clockRate) {
        lostBefore = lost();
        candidateSequence = -1;
        this.clockRate = clockRate;
        statistics = new ReceiveStatistics(ssrc, clockRate);
    }

    void onSenderReport(long ssrc, long ntpTime, long rtpTimestamp, long nowNanos) {
        if (statistics != null && ssrc == statistics.ssrc()) {
            statistics.onSenderReport(ntpTime, rtpTimestamp, nowNanos);
        }
    }

    /** Null where nothing came so far. */
    ReportBlock report(long nowNanos) {
        return statistics == null ? null : statistics.report(nowNanos);
    }

    long packets() {
        return packets;
    }

    long lost() {
        return statistics == null ? lostBefore : lostBefore + statistics.lost();
    }

    double jitterMillis() {
        return statistics == null ? 0 : statistics.jitterMillis();
    }

    /** When the last packet came; means nothing before the first. */
    long lastNanos() {
        return lastNanos;
    }
}
