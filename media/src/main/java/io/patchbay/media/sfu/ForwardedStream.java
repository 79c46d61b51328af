package io.patchbay.media.sfu;

import io.patchbay.media.rtp.HeaderExtensionBlock;
import io.patchbay.media.rtp.NtpClock;
import io.patchbay.media.rtp.ReportBlock;
import io.patchbay.media.rtp.RetransmissionBuffer;
import io.patchbay.media.rtp.RtcpWriter;
import io.patchbay.media.rtp.RtpPacket;
import io.patchbay.media.rtp.SendStatistics;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ThreadLocalRandom;

/** A consumer's stream on its way out: numbering, header, copies for NACKs, sender reports. Belongs to the router's loop. */
final class ForwardedStream {
    private static final int COPIES = 256; // a second of 2.5 Mbit/s; a power of two
    private static final long SHORTEST_ROUND_TRIP_NANOS = 10_000_000;

    private final long ssrc;
    private final boolean[] payloadTypes = new boolean[128]; // those that the receiver takes
    private final ExtensionMapping extensions;
    private final SequenceRewriter sequence = new SequenceRewriter(
            ThreadLocalRandom.current().nextInt(0x8000)); // the lower half: RFC 3711 §3.3.1 wants it
    private final SendStatistics statistics;
    private final NtpClock clock;
    private final byte[] cname;
    private final RetransmissionBuffer copies; // null where no NACK is answered; as they were on the wire
    private final RtpPacket wire = new RtpPacket();
    private boolean begun;
    private long retransmitted;

    ForwardedStream(RtpParameters parameters, RtpParameters ofProducer, NtpClock clock) {
        ssrc = parameters.encodings().get(0).ssrc();
        RtpCodecParameters codec = parameters.codecs().get(0);
        parameters.codecs().forEach(known -> payloadTypes[known.payloadType()] = true);
        extensions =
                new ExtensionMapping(ofProducer.headerExtensions(), parameters.headerExtensions(), parameters.mid());
        statistics = new SendStatistics(ssrc, codec.clockRate(), clock);
        this.clock = clock;
        String name = parameters.rtcp().cname();
        cname = (name == null ? "" : name).getBytes(StandardCharsets.UTF_8);
        copies = codec.rtcpFeedback().contains(RtcpFeedback.NACK) ? new RetransmissionBuffer(COPIES) : null;
    }

    long ssrc() {
        return ssrc;
    }

    SendStatistics statistics() {
        return statistics;
    }

    long retransmitted() {
        return retransmitted;
    }

    boolean takes(int payloadType) {
        return payloadTypes[payloadType];
    }

    /** The packet that is forwarded next, {@code sequenceNumber}, follows directly on the last. */
    void sync(int sequenceNumber) {
        sequence.sync(sequenceNumber);
        begun = true;
    }

    void leaveOut(int sequenceNumber) {
        if (begun) {
            sequence.leaveOut(sequenceNumber);
        }
    }

    /**
     * Writes the packet as the receiver gets it to the start of {@code out}.
     *
     * @return its length, or 0 where it is to be left out
     */
    int rewrite(RtpPacket packet, int payloadType, byte[] out) {
        int number = sequence.map(packet.sequenceNumber());
        if (number == SequenceRewriter.LEFT_OUT) {
            return 0;
        }
        HeaderExtensionBlock block = extensions.map(packet);
        int length = block.rewrite(packet, out, 0);
        if (!wire.parse(out, 0, length)) {
            return 0;
        }
        wire.payloadType(payloadType);
        wire.sequenceNumber(number);
        wire.ssrc(ssrc);
        return length;
    }

    /** The packet that {@link #rewrite} made. */
    RtpPacket rewritten() {
        return wire;
    }

    /** Counts that packet as sent. */
    void sent(long nowNanos) {
        statistics.onPacket(wire.timestamp(), wire.payloadLength(), nowNanos);
    }

    /** Keeps the packet in {@code out}, as it was on the wire, for NACKs. */
    void keep(byte[] out, int length, long nowNanos) {
        if (copies != null && wire.parse(out, 0, length)) {
            copies.put(wire, nowNanos);
        }
    }

    /**
     * Answers a NACK with the very same bytes: with SRTP anything else under the same number would break the cipher (RFC
     * 3711 §9.1).
     */
    void retransmit(int sequenceNumber, Transport transport, long nowNanos) {
        long notWithin = Math.max(SHORTEST_ROUND_TRIP_NANOS, statistics.roundTripNanos());
        if (copies != null && copies.get(sequenceNumber, nowNanos, notWithin, wire)) {
            transport.sendAgain(wire.buffer(), wire.offset(), wire.length());
            retransmitted++;
        }
    }

    void onReportBlock(ReportBlock block, long nowNanos) {
        statistics.onReportBlock(block, nowNanos);
    }

    /** Adds a sender report with CNAME, as soon as there is something to report; false where it does not fit. */
    boolean writeReport(RtcpWriter writer, ReceivedStream source, SenderClock sender, long nowNanos) {
        if (statistics.packets() == 0) {
            return true;
        }
        boolean fits;
        if (source != null && source.statistics().hasSenderReport()) {
            long timestamp = source.timestampAt(nowNanos, clock, sender);
            fits = writer.senderReport(
                    ssrc, clock.ntpAt(nowNanos), timestamp, statistics.packets(), statistics.octets());
        } else {
            fits = statistics.writeSenderReport(writer, nowNanos);
        }
        return fits && writer.cname(ssrc, cname);
    }
}
