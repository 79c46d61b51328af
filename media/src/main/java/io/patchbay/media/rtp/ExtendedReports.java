package io.patchbay.media.rtp;

import static io.patchbay.media.rtp.RtpPacket.put16;
import static io.patchbay.media.rtp.RtpPacket.put32;
import static io.patchbay.media.rtp.RtpPacket.u16;
import static io.patchbay.media.rtp.RtpPacket.u32;

/** RTCP extended reports (RFC 3611): of their blocks, VoIP metrics are read and written; others are skipped. */
public final class ExtendedReports {
    private static final int VOIP_METRICS = 7;
    private static final int BLOCK_HEADER = 4;
    private static final int VOIP_METRICS_BODY = 32;

    private ExtendedReports() {}

    /**
     * Adds a packet with the figures of how {@code mediaSsrc} is heard; false where it does not fit. Fields too great for their place say the
     * greatest that fits.
     */
    public static boolean writeVoipMetrics(RtcpWriter writer, long senderSsrc, long mediaSsrc, VoipMetrics metrics) {
        if (!writer.begin(RtcpFormat.XR, 0, 4 + BLOCK_HEADER + VOIP_METRICS_BODY)) {
            return false;
        }
        byte[] out = writer.buffer();
        int at = writer.position() - VOIP_METRICS_BODY - BLOCK_HEADER - 4;
        put32(out, at, senderSsrc);
        out[at + 4] = VOIP_METRICS;
        out[at + 5] = 0;
        put16(out, at + 6, VOIP_METRICS_BODY / 4);
        put32(out, at + 8, mediaSsrc);
        put8(out, at + 12, metrics.lossRate());
        put8(out, at + 13, metrics.discardRate());
        put8(out, at + 14, metrics.burstDensity());
        put8(out, at + 15, metrics.gapDensity());
        put16(out, at + 16, fit16(metrics.burstMillis()));
        put16(out, at + 18, fit16(metrics.gapMillis()));
        put16(out, at + 20, fit16(metrics.roundTripMillis()));
        put16(out, at + 22, fit16(metrics.endSystemMillis()));
        out[at + 24] = (byte) metrics.signalDbm0();
        out[at + 25] = (byte) metrics.noiseDbm0();
        put8(out, at + 26, metrics.echoReturnLoss());
        put8(out, at + 27, metrics.gmin());
        put8(out, at + 28, metrics.rating());
        put8(out, at + 29, metrics.externalRating());
        put8(out, at + 30, metrics.mosListening());
        put8(out, at + 31, metrics.mosConversational());
        put8(out, at + 32, metrics.receiverConfiguration());
        out[at + 33] = 0;
        put16(out, at + 34, fit16(metrics.bufferMillis()));
        put16(out, at + 36, fit16(metrics.bufferMaxMillis()));
        put16(out, at + 38, fit16(metrics.bufferLimitMillis()));
        return true;
    }

    /** Tells {@code visitor} the VoIP metrics of an XR packet's body; false where its lengths do not add up. */
    static boolean read(byte[] in, int body, int end, RtcpVisitor visitor) {
        if (body + 4 > end) {
            return false;
        }
        long sender = u32(in, body);
        int at = body + 4;
        while (at < end) {
            if (end - at < BLOCK_HEADER) {
                return false;
            }
            int next = at + BLOCK_HEADER + 4 * u16(in, at + 2);
            if (next > end) {
                return false;
            }
            if (in[at] == VOIP_METRICS && next - at == BLOCK_HEADER + VOIP_METRICS_BODY) {
                visitor.onVoipMetrics(sender, u32(in, at + 4), in, at + 8);
            }
            at = next;
        }
        return true;
    }

    /** The block whose fields behind the SSRC begin at {@code at}, as {@link RtcpVisitor#onVoipMetrics} was told. */
    public static VoipMetrics voipMetrics(byte[] in, int at) {
        return new VoipMetrics(
                u8(in, at),
                u8(in, at + 1),
                u8(in, at + 2),
                u8(in, at + 3),
                u16(in, at + 4),
                u16(in, at + 6),
                u16(in, at + 8),
                u16(in, at + 10),
                in[at + 12],
                in[at + 13],
                u8(in, at + 14),
                u8(in, at + 15),
                u8(in, at + 16),
                u8(in, at + 17),
                u8(in, at + 18),
                u8(in, at + 19),
                u8(in, at + 20),
                u16(in, at + 22),
                u16(in, at + 24),
                u16(in, at + 26));
    }

    private static int u8(byte[] in, int at) {
        return in[at] & 0xFF;
    }

    private static void put8(byte[] out, int at, int value) {
        out[at] = (byte) Math.max(0, Math.min(255, value));
    }

    private static int fit16(int value) {
        return Math.max(0, Math.min(65_535, value));
    }
}
