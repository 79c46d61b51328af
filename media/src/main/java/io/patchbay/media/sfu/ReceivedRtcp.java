package io.patchbay.media.sfu;

import io.patchbay.media.rtp.ReportBlock;
import io.patchbay.media.rtp.RtcpReader;
import io.patchbay.media.rtp.RtcpVisitor;

/** Hands what the other side's RTCP says to the streams that it is about. Belongs to the router's loop. */
final class ReceivedRtcp implements RtcpVisitor {
    private final Transport transport;
    private final RtcpReader reader = new RtcpReader();
    private long now;

    ReceivedRtcp(Transport transport) {
        this.transport = transport;
    }

    /** False where the packet was malformed. */
    boolean read(byte[] buffer, int offset, int length, long nowNanos) {
        now = nowNanos;
        return reader.read(buffer, offset, length, this);
    }

    @Override
    public void onSenderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
        Producer producer = transport.streams().producer(ssrc);
        if (producer != null && producer.stream() != null) {
            producer.stream().statistics().onSenderReport(ntpTime, rtpTimestamp, now);
            transport
                    .senderClock()
                    .onSenderReport(ntpTime, transport.router().clock().ntpAt(now));
        }
    }

    @Override
    public void onReportBlock(long reporterSsrc, ReportBlock block) {
        Consumer consumer = transport.streams().consumer(block.ssrc());
        if (consumer != null) {
            consumer.onReportBlock(block, now);
        }
    }

    @Override
    public void onNack(long senderSsrc, long mediaSsrc, int sequenceNumber) {
        Consumer consumer = transport.streams().consumer(mediaSsrc);
        if (consumer != null) {
            consumer.onNack(sequenceNumber, now);
        }
    }

    @Override
    public void onPli(long senderSsrc, long mediaSsrc) {
        requestKeyFrame(mediaSsrc);
    }

    @Override
    public void onFir(long senderSsrc, long mediaSsrc, int requestNumber) {
        requestKeyFrame(mediaSsrc);
    }

    private void requestKeyFrame(long mediaSsrc) {
        Consumer consumer = transport.streams().consumer(mediaSsrc);
        if (consumer != null) {
            consumer.requestKeyFrame();
        }
    }
}
