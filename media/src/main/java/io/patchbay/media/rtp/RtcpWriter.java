package io.patchbay.media.rtp;

import static io.patchbay.media.rtp.RtpPacket.put16;
import static io.patchbay.media.rtp.RtpPacket.put32;

import java.nio.charset.StandardCharsets;

/**
 * Writes compound RTCP packets (RFC 3550 §6.1) into a caller's bytes. Each method adds one packet, or returns false and
 * adds nothing where it does not fit. A full compound begins with {@link #senderReport} or {@link #receiverReport} followed
 * by {@link #cname}; feedback may go alone where reduced size was agreed on (RFC 5506). Reusable, allocates nothing;
 * belongs to one thread.
 *
 * <pre>{@code
 * writer.wrap(buffer, 0, 1200);
 * writer.receiverReport(ours);
 * writer.reportBlock(statistics.report(now));
 * writer.cname(ours, name);
 * writer.pli(ours, theirs);
 * send(buffer, 0, writer.length());
 * }</pre>
 */
public final class RtcpWriter {
    private static final int MAX_BLOCKS = 31;
    private static final int MAX_REMB_SSRCS = 255;

    private byte[] buffer = new byte[0];
    private int start;
    private int limit;
    private int at;
    private int report = -1; // where the last SR or RR begins, as long as nothing follows it

    /** Starts an empty compound packet at {@code offset} that may go up to {@code limit} (exclusive). */
    public RtcpWriter wrap(byte[] buffer, int offset, int limit) {
        if (offset < 0 || limit < offset || limit > buffer.length) {
            throw new IndexOutOfBoundsException("bytes %d to %d of %d".formatted(offset, limit, buffer.length));
        }
        this.buffer = buffer;
        this.start = offset;
        this.limit = limit;
        at = offset;
        report = -1;
        return this;
    }

    /** Bytes written since {@link #wrap}. */
    public int length() {
        return at - start;
    }

    public boolean isEmpty() {
        return at == start;
    }

    /**
     * Adds an SR without report blocks (RFC 3550 §6.4.1).
     *
     * @param ntpTime as {@link NtpTime}
     * @param rtpTimestamp the same moment on the stream's clock
     */
    public boolean senderReport(long ssrc, long ntpTime, long rtpTimestamp, long packets, long octets) {
        if (!begin(RtcpFormat.SR, 0, 24)) {
            return false;
        }
        report = at - 28;
        put32(buffer, at - 24, ssrc);
        put32(buffer, at - 20, ntpTime >>> 32);
        put32(buffer, at - 16, ntpTime);
        put32(buffer, at - 12, rtpTimestamp);
        put32(buffer, at - 8, packets);
        put32(buffer, at - 4, octets);
        return true;
    }

    /** Adds an RR without report blocks (RFC 3550 §6.4.2). */
    public boolean receiverReport(long ssrc) {
        if (!begin(RtcpFormat.RR, 0, 4)) {
            return false;
        }
        report = at - 8;
        put32(buffer, at - 4, ssrc);
        return true;
    }

    /**
     * Adds a block to the SR or RR that was just written. False where 31 are in it already; then comes another RR.
     *
     * @throws IllegalStateException where something else was written since
     */
    public boolean reportBlock(ReportBlock block) {
        if (report < 0) {
            throw new IllegalStateException("a report block must directly follow a sender or receiver report");
        }
        int count = buffer[report] & 0x1F;
        if (count == MAX_BLOCKS || at + RtcpFormat.REPORT_BLOCK > limit) {
            return false;
        }
        put32(buffer, at, block.ssrc());
        put32(buffer, at + 4, (long) block.fractionLost() << 24 | block.cumulativeLost() & 0xFFFFFF);
        put32(buffer, at + 8, block.extendedHighestSequenceNumber());
        put32(buffer, at + 12, block.jitter());
        put32(buffer, at + 16, block.lastSenderReport());
        put32(buffer, at + 20, block.delaySinceLastSenderReport());
        at += RtcpFormat.REPORT_BLOCK;
        buffer[report] = (byte) (0x80 | count + 1);
        put16(buffer, report + 2, (at - report) / 4 - 1);
        return true;
    }

    /** Adds an SDES with one CNAME (RFC 3550 §6.5.1), cut at 255 bytes of UTF-8. */
    public boolean cname(long ssrc, String cname) {
        return cname(ssrc, cname.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #cname(long, String)}, of bytes that the caller keeps. */
    public boolean cname(long ssrc, byte[] cname) {
        int length = Math.min(cname.length, 255);
        int body = 4 + (2 + length) / 4 * 4 + 4; // SSRC, item, one to four zeros
        if (!begin(RtcpFormat.SDES, 1, body)) {
            return false;
        }
        int item = at - body + 4;
        put32(buffer, at - body, ssrc);
        buffer[item] = RtcpFormat.SDES_CNAME;
        buffer[item + 1] = (byte) length;
        System.arraycopy(cname, 0, buffer, item + 2, length);
        for (int i = item + 2 + length; i < at; i++) {
            buffer[i] = 0;
        }
        return true;
    }

    /** Adds a BYE without reason (RFC 3550 §6.6). */
    public boolean bye(long ssrc) {
        if (!begin(RtcpFormat.BYE, 1, 4)) {
            return false;
        }
        put32(buffer, at - 4, ssrc);
        return true;
    }

    /**
     * Adds a generic NACK (RFC 4585 §6.2.1).
     *
     * @param sequenceNumbers those missing, in ascending order (they may wrap); each takes at most four bytes
     */
    public boolean nack(long senderSsrc, long mediaSsrc, int[] sequenceNumbers, int count) {
        int entries = 0;
        for (int i = 0; i < count; i = afterNackEntry(sequenceNumbers, count, i)) {
            entries++;
        }
        if (count == 0 || !beginFeedback(RtcpFormat.RTPFB, RtcpFormat.RTPFB_NACK, senderSsrc, mediaSsrc, 4 * entries)) {
            return false;
        }
        int entry = at - 4 * entries;
        for (int i = 0; i < count; entry += 4) {
            int next = afterNackEntry(sequenceNumbers, count, i);
            int packetId = sequenceNumbers[i];
            int following = 0;
            for (int j = i + 1; j < next; j++) {
                int distance = SequenceNumbers.distance(packetId, sequenceNumbers[j]);
                following |= distance == 0 ? 0 : 1 << distance - 1;
            }
            put16(buffer, entry, packetId);
            put16(buffer, entry + 2, following);
            i = next;
        }
        return true;
    }

    /** Index of the first sequence number that does not fit the entry which begins with that at {@code from}. */
    private static int afterNackEntry(int[] sequenceNumbers, int count, int from) {
        int i = from + 1;
        while (i < count) {
            int distance = SequenceNumbers.distance(sequenceNumbers[from], sequenceNumbers[i]);
            if (distance < 0 || distance > 16) {
                break;
            }
            i++;
        }
        return i;
    }

    /** Adds a Picture Loss Indication (RFC 4585 §6.3.1). */
    public boolean pli(long senderSsrc, long mediaSsrc) {
        return beginFeedback(RtcpFormat.PSFB, RtcpFormat.PSFB_PLI, senderSsrc, mediaSsrc, 0);
    }

    /**
     * Adds a Full Intra Request for one source (RFC 5104 §4.3.1).
     *
     * @param requestNumber one more (modulo 256) for each new request, the same for a repeated one
     */
    public boolean fir(long senderSsrc, long mediaSsrc, int requestNumber) {
        // RFC 5104 §4.3.1.2: the media source SSRC of the header is 0, that of the entry counts
        if (!beginFeedback(RtcpFormat.PSFB, RtcpFormat.PSFB_FIR, senderSsrc, 0, 8)) {
            return false;
        }
        put32(buffer, at - 8, mediaSsrc);
        put32(buffer, at - 4, (long) (requestNumber & 0xFF) << 24);
        return true;
    }

    /** Adds a Receiver Estimated Maximum Bitrate for the sources given (draft-alvestrand-rmcat-remb-03 §2.2). */
    public boolean remb(long senderSsrc, long bitsPerSecond, long... mediaSsrcs) {
        if (mediaSsrcs.length > MAX_REMB_SSRCS || bitsPerSecond < 0) {
            throw new IllegalArgumentException(
                    "REMB of %d bit/s for %d sources".formatted(bitsPerSecond, mediaSsrcs.length));
        }
        int body = 8 + 4 * mediaSsrcs.length;
        if (!beginFeedback(RtcpFormat.PSFB, RtcpFormat.PSFB_APPLICATION, senderSsrc, 0, body)) {
            return false;
        }
        int exponent = Math.max(0, 64 - Long.numberOfLeadingZeros(bitsPerSecond) - 18);
        long mantissa = bitsPerSecond >> exponent;
        int from = at - body;
        put32(buffer, from, RtcpFormat.REMB_NAME);
        put32(buffer, from + 4, (long) mediaSsrcs.length << 24 | (long) exponent << 18 | mantissa);
        for (int i = 0; i < mediaSsrcs.length; i++) {
            put32(buffer, from + 8 + 4 * i, mediaSsrcs[i]);
        }
        return true;
    }

    /**
     * Adds a feedback packet's header and room for {@code body} bytes behind its two SSRCs, which end at {@link #length()}.
     */
    boolean beginFeedback(int type, int format, long senderSsrc, long mediaSsrc, int body) {
        if (!begin(type, format, 8 + body)) {
            return false;
        }
        put32(buffer, at - body - 8, senderSsrc);
        put32(buffer, at - body - 4, mediaSsrc);
        return true;
    }

    /** Room left for a feedback packet's body. */
    int feedbackRoom() {
        return limit - at - RtcpFormat.HEADER - 8;
    }

    byte[] buffer() {
        return buffer;
    }

    /** Where the next byte would go. */
    int position() {
        return at;
    }

    /** Writes a header and moves behind its body, whose bytes the caller fills in. */
    boolean begin(int type, int count, int body) {
        int end = at + RtcpFormat.HEADER + body;
        if (end > limit) {
            return false;
        }
        buffer[at] = (byte) (0x80 | count);
        buffer[at + 1] = (byte) type;
        put16(buffer, at + 2, body / 4);
        at = end;
        report = -1;
        return true;
    }
}
