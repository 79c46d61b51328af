package io.patchbay.media.rtp;

import static io.patchbay.media.rtp.RtpPacket.u16;
import static io.patchbay.media.rtp.RtpPacket.u32;

/**
 * Reads compound and reduced-size RTCP packets (RFC 3550 §6.1, RFC 5506). Unknown packet types, APP among them, are
 * skipped. No bytes make it throw. Reusable; belongs to one thread.
 */
public final class RtcpReader {
    private final TransportFeedback transportFeedback = new TransportFeedback();

    /**
     * Tells {@code visitor} all that {@code length} bytes from {@code offset} say.
     *
     * @return false where a packet's lengths did not add up: what stood before it has been told, the rest is left out
     */
    public boolean read(byte[] buffer, int offset, int length, RtcpVisitor visitor) {
        int end = offset + length;
        int at = offset;
        while (at < end) {
            if (end - at < RtcpFormat.HEADER || (buffer[at] & 0xC0) != 0x80) {
                return false;
            }
            int next = at + 4 + 4 * u16(buffer, at + 2);
            if (next > end) {
                return false;
            }
            int bodyEnd = next;
            if ((buffer[at] & 0x20) != 0) {
                int padding = buffer[next - 1] & 0xFF;
                if (padding == 0 || padding > next - at - RtcpFormat.HEADER) {
                    return false;
                }
                bodyEnd -= padding;
            }
            if (!readPacket(buffer, at, bodyEnd, visitor)) {
                return false;
            }
            at = next;
        }
        return length > 0;
    }

    private boolean readPacket(byte[] buffer, int at, int end, RtcpVisitor visitor) {
        int count = buffer[at] & 0x1F; // or feedback message type
        int body = at + RtcpFormat.HEADER;
        return switch (buffer[at + 1] & 0xFF) {
            case RtcpFormat.SR -> readSenderReport(buffer, body, end, count, visitor);
            case RtcpFormat.RR -> readReceiverReport(buffer, body, end, count, visitor);
            case RtcpFormat.SDES -> readSdes(buffer, body, end, count, visitor);
            case RtcpFormat.BYE -> readBye(buffer, body, end, count, visitor);
            case RtcpFormat.RTPFB -> readTransportLayer(buffer, body, end, count, visitor);
            case RtcpFormat.PSFB -> readPayloadSpecific(buffer, body, end, count, visitor);
            case RtcpFormat.XR -> ExtendedReports.read(buffer, body, end, visitor);
            default -> true;
        };
    }

    private static boolean readSenderReport(byte[] buffer, int at, int end, int count, RtcpVisitor visitor) {
        if (at + 24 + count * RtcpFormat.REPORT_BLOCK > end) {
            return false;
        }
        long ssrc = u32(buffer, at);
        long ntpTime = u32(buffer, at + 4) << 32 | u32(buffer, at + 8);
        visitor.onSenderReport(ssrc, ntpTime, u32(buffer, at + 12), u32(buffer, at + 16), u32(buffer, at + 20));
        readReportBlocks(buffer, at + 24, count, ssrc, visitor);
        return true;
    }

    private static boolean readReceiverReport(byte[] buffer, int at, int end, int count, RtcpVisitor visitor) {
        if (at + 4 + count * RtcpFormat.REPORT_BLOCK > end) {
            return false;
        }
        long ssrc = u32(buffer, at);
        visitor.onReceiverReport(ssrc);
        readReportBlocks(buffer, at + 4, count, ssrc, visitor);
        return true;
    }

    private static void readReportBlocks(byte[] buffer, int from, int count, long reporter, RtcpVisitor visitor) {
        for (int i = 0, at = from; i < count; i++, at += RtcpFormat.REPORT_BLOCK) {
            long lost = u32(buffer, at + 4);
            visitor.onReportBlock(
                    reporter,
                    new ReportBlock(
                            u32(buffer, at),
                            (int) (lost >> 24),
                            (int) lost << 8 >> 8, // 24 bits, signed
                            u32(buffer, at + 8),
                            u32(buffer, at + 12),
                            u32(buffer, at + 16),
                            u32(buffer, at + 20)));
        }
    }

    private static boolean readSdes(byte[] buffer, int from, int end, int chunks, RtcpVisitor visitor) {
        int at = from;
        for (int i = 0; i < chunks; i++) {
            if (at + 4 > end) {
                return false;
            }
            long ssrc = u32(buffer, at);
            int item = at + 4;
            while (item < end && buffer[item] != 0) {
                if (item + 2 > end || item + 2 + (buffer[item + 1] & 0xFF) > end) {
                    return false;
                }
                int length = buffer[item + 1] & 0xFF;
                if (buffer[item] == RtcpFormat.SDES_CNAME) {
                    visitor.onCname(ssrc, buffer, item + 2, length);
                }
                item += 2 + length;
            }
            at = from + ((item - from) / 4 + 1) * 4; // RFC 3550 §6.5: at least one zero, up to the next 32-bit border
        }
        return true;
    }

    private static boolean readBye(byte[] buffer, int at, int end, int count, RtcpVisitor visitor) {
        if (at + 4 * count > end) {
            return false;
        }
        for (int i = 0; i < count; i++) {
            visitor.onBye(u32(buffer, at + 4 * i));
        }
        return true;
    }

    private boolean readTransportLayer(byte[] buffer, int at, int end, int format, RtcpVisitor visitor) {
        if (at + 8 > end) {
            return false;
        }
        long sender = u32(buffer, at);
        long media = u32(buffer, at + 4);
        if (format == RtcpFormat.RTPFB_NACK) {
            for (int entry = at + 8; entry + 4 <= end; entry += 4) {
                readNack(u16(buffer, entry), u16(buffer, entry + 2), sender, media, visitor);
            }
        } else if (format == RtcpFormat.RTPFB_TRANSPORT_CC) {
            if (!transportFeedback.parse(buffer, at + 8, end)) {
                return false;
            }
            visitor.onTransportFeedback(sender, media, transportFeedback);
        }
        return true;
    }

    private static void readNack(int packetId, int followingLost, long sender, long media, RtcpVisitor visitor) {
        visitor.onNack(sender, media, packetId);
        for (int bit = 0; bit < 16; bit++) {
            if ((followingLost & 1 << bit) != 0) {
                visitor.onNack(sender, media, (packetId + 1 + bit) & 0xFFFF);
            }
        }
    }

    private static boolean readPayloadSpecific(byte[] buffer, int at, int end, int format, RtcpVisitor visitor) {
        if (at + 8 > end) {
            return false;
        }
        long sender = u32(buffer, at);
        return switch (format) {
            case RtcpFormat.PSFB_PLI -> {
                visitor.onPli(sender, u32(buffer, at + 4));
                yield true;
            }
            case RtcpFormat.PSFB_FIR -> {
                for (int entry = at + 8; entry + 8 <= end; entry += 8) {
                    visitor.onFir(sender, u32(buffer, entry), buffer[entry + 4] & 0xFF);
                }
                yield true;
            }
            case RtcpFormat.PSFB_APPLICATION -> readRemb(buffer, at + 8, end, sender, visitor);
            default -> true;
        };
    }

    private static boolean readRemb(byte[] buffer, int at, int end, long sender, RtcpVisitor visitor) {
        if (at + 8 > end || u32(buffer, at) != RtcpFormat.REMB_NAME) {
            return true; // some other application's feedback
        }
        int count = buffer[at + 4] & 0xFF;
        int exponent = (buffer[at + 5] & 0xFC) >> 2;
        long mantissa = u32(buffer, at + 4) & 0x3FFFF;
        if (at + 8 + 4 * count > end) {
            return false;
        }
        long bitsPerSecond = exponent > 44 ? Long.MAX_VALUE : mantissa << exponent; // 18 bits of mantissa
        if (count == 0) {
            visitor.onRemb(sender, 0, bitsPerSecond);
        }
        for (int i = 0; i < count; i++) {
            visitor.onRemb(sender, u32(buffer, at + 8 + 4 * i), bitsPerSecond);
        }
        return true;
    }
}
