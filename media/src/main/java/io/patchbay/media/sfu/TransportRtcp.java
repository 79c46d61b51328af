package io.patchbay.media.sfu;

import io.patchbay.media.rtp.RtcpWriter;
import io.patchbay.media.rtp.TransportArrivals;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The RTCP that one transport sends: reports on what it sends and receives, requests for lost packets and key frames,
 * congestion feedback. Belongs to the router's loop.
 */
final class TransportRtcp {
    private static final int MAX_PACKET = 1200;
    private static final long REPORT_NANOS = Duration.ofSeconds(1).toNanos();
    private static final long FEEDBACK_NANOS = Duration.ofMillis(80).toNanos(); // every 100 ms, on the tick

    /** Chrome takes a REMB of its first two seconds as a start bitrate, whatever the path carries. */
    private static final long REMB_AFTER_NANOS = Duration.ofSeconds(3).toNanos();

    private final Transport transport;
    private final long ssrc = 1 + ThreadLocalRandom.current().nextLong(0xFFFF_FFFFL);
    private final byte[] cname;
    private final RtcpWriter writer = new RtcpWriter();
    private final byte[] buffer = new byte[MAX_PACKET + 64]; // and what SRTCP adds
    private final TransportArrivals arrivals = new TransportArrivals();
    private long lastReport;
    private long lastFeedback;
    private long feedbackSsrc; // some stream that the other side sends: Chrome ignores feedback on any other
    private long firstArrival;
    private boolean received;

    TransportRtcp(Transport transport, String cname) {
        this.transport = transport;
        this.cname = cname.getBytes(StandardCharsets.UTF_8);
    }

    /** Notes a packet that has a transport-wide sequence number. */
    void onArrival(int transportSequenceNumber, long mediaSsrc, long nowNanos) {
        arrivals.onPacket(transportSequenceNumber, nowNanos);
        feedbackSsrc = mediaSsrc;
    }

    void onRtp(long nowNanos) {
        if (!received) {
            received = true;
            firstArrival = nowNanos;
        }
    }

    void sendPli(long mediaSsrc) {
        begin();
        writer.pli(ssrc, mediaSsrc);
        flush();
    }

    void sendFir(long mediaSsrc, int number) {
        begin();
        writer.fir(ssrc, mediaSsrc, number);
        flush();
    }

    /** Every 20 ms while the transport is connected. */
    void onTick(TransportStreams streams, long nowNanos) {
        sendNacks(streams.producers(), nowNanos);
        if (arrivals.isPending() && nowNanos - lastFeedback >= FEEDBACK_NANOS) {
            lastFeedback = nowNanos;
            sendTransportFeedback();
        }
        if (nowNanos - lastReport >= REPORT_NANOS) {
            lastReport = nowNanos;
            sendReports(streams.producers(), streams.consumers(), nowNanos);
        }
    }

    private void sendNacks(SnapshotList<Producer> producers, long nowNanos) {
        for (Producer producer : producers) {
            ReceivedStream stream = producer.stream();
            int count = stream == null || producer.paused() ? 0 : stream.collectMissing(nowNanos);
            if (count > 0) {
                begin();
                writer.nack(ssrc, stream.ssrc(), stream.asked(), count);
                flush();
            }
        }
    }

    private void sendTransportFeedback() {
        while (arrivals.isPending()) {
            begin();
            if (!arrivals.write(writer, ssrc, feedbackSsrc)) {
                return;
            }
            flush();
        }
    }

    private void sendReports(SnapshotList<Producer> producers, SnapshotList<Consumer> consumers, long nowNanos) {
        begin();
        for (Consumer consumer : consumers) {
            if (!consumer.writeReport(writer, nowNanos)) {
                flush();
                begin();
                consumer.writeReport(writer, nowNanos);
            }
        }
        if (!writer.isEmpty()) {
            flush();
            begin();
        }
        if (!producers.isEmpty()) {
            writer.receiverReport(ssrc);
            for (Producer producer : producers) {
                ReceivedStream stream = producer.stream();
                if (stream != null && stream.packets() > 0) {
                    writer.reportBlock(stream.statistics().report(nowNanos));
                }
            }
            writer.cname(ssrc, cname);
            writeRemb(producers, nowNanos);
            flush();
        }
    }

    private void writeRemb(SnapshotList<Producer> producers, long nowNanos) {
        if (received && nowNanos - firstArrival > REMB_AFTER_NANOS && transport.maxIncomingBitrate() > 0) {
            long[] ssrcs = producers.stream()
                    .filter(producer -> producer.kind() == MediaKind.VIDEO && producer.stream() != null)
                    .mapToLong(producer -> producer.stream().ssrc())
                    .toArray();
            if (ssrcs.length > 0) {
                writer.remb(ssrc, transport.maxIncomingBitrate(), ssrcs);
            }
        }
    }

    private void begin() {
        writer.wrap(buffer, 0, MAX_PACKET);
    }

    private void flush() {
        if (!writer.isEmpty() && transport.isConnected()) {
            transport.sendRtcp(buffer, writer.length());
        }
    }
}
