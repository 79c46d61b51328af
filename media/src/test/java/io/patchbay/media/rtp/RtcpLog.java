package io.patchbay.media.rtp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Writes down in words what a reader found. */
final class RtcpLog implements RtcpVisitor {
    private final List<String> entries = new ArrayList<>();
    private ReportBlock lastBlock;

    static List<String> of(byte[] bytes, int offset, int length) {
        RtcpLog log = new RtcpLog();
        if (!new RtcpReader().read(bytes, offset, length, log)) {
            log.entries.add("malformed");
        }
        return log.entries;
    }

    List<String> entries() {
        return entries;
    }

    ReportBlock lastBlock() {
        return lastBlock;
    }

    @Override
    public void onSenderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
        entries.add("SR %d %x %d %d %d".formatted(ssrc, ntpTime, rtpTimestamp, packets, octets));
    }

    @Override
    public void onReceiverReport(long ssrc) {
        entries.add("RR " + ssrc);
    }

    @Override
    public void onReportBlock(long reporterSsrc, ReportBlock block) {
        lastBlock = block;
        entries.add("block %d on %d".formatted(reporterSsrc, block.ssrc()));
    }

    @Override
    public void onCname(long ssrc, byte[] buffer, int offset, int length) {
        entries.add("CNAME %d %s".formatted(ssrc, new String(buffer, offset, length, StandardCharsets.UTF_8)));
    }

    @Override
    public void onBye(long ssrc) {
        entries.add("BYE " + ssrc);
    }

    @Override
    public void onNack(long senderSsrc, long mediaSsrc, int sequenceNumber) {
        entries.add("NACK %d %d %d".formatted(senderSsrc, mediaSsrc, sequenceNumber));
    }

    @Override
    public void onTransportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {
        StringBuilder text = new StringBuilder("TWCC %d %d #%d base %d count %d:"
                .formatted(
                        senderSsrc,
                        mediaSsrc,
                        feedback.feedbackCount(),
                        feedback.baseSequenceNumber(),
                        feedback.packetStatusCount()));
        while (feedback.next()) {
            text.append(' ').append(feedback.sequenceNumber()).append('@').append(feedback.arrivalMicros());
        }
        entries.add(text.toString());
    }

    @Override
    public void onPli(long senderSsrc, long mediaSsrc) {
        entries.add("PLI %d %d".formatted(senderSsrc, mediaSsrc));
    }

    @Override
    public void onFir(long senderSsrc, long mediaSsrc, int requestNumber) {
        entries.add("FIR %d %d #%d".formatted(senderSsrc, mediaSsrc, requestNumber));
    }

    @Override
    public void onRemb(long senderSsrc, long mediaSsrc, long bitsPerSecond) {
        entries.add("REMB %d %d %d".formatted(senderSsrc, mediaSsrc, bitsPerSecond));
    }
}
