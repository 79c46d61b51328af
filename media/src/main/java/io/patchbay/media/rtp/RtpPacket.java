package io.patchbay.media.rtp;

/**
 * A view on the bytes of one RTP packet (RFC 3550 §5.1), reusable: {@link #parse} points it at other bytes and allocates
 * nothing. It owns no bytes; whoever wants to keep a packet copies it. Belongs to one thread.
 */
public final class RtpPacket {
    public static final int FIXED_HEADER = 12;

    private byte[] buffer = new byte[0];
    private int offset;
    private int length;
    private int headerLength;
    private int paddingLength;

    /**
     * Points this view at {@code length} bytes from {@code offset}.
     *
     * @return false where they are no RTP packet of version 2 whose lengths add up; the view is then undefined
     */
    public boolean parse(byte[] buffer, int offset, int length) {
        if (length < FIXED_HEADER || (buffer[offset] & 0xC0) != 0x80) {
            return false;
        }
        int header = FIXED_HEADER + 4 * (buffer[offset] & 0x0F);
        if ((buffer[offset] & 0x10) != 0) {
            if (header + 4 > length) {
                return false;
            }
            header += 4 + 4 * u16(buffer, offset + header + 2);
        }
        if (header > length) {
            return false;
        }
        int padding = 0;
        if ((buffer[offset] & 0x20) != 0) {
            padding = buffer[offset + length - 1] & 0xFF;
            if (padding == 0 || header + padding > length) {
                return false;
            }
        }
        this.buffer = buffer;
        this.offset = offset;
        this.length = length;
        this.headerLength = header;
        this.paddingLength = padding;
        return true;
    }

    /** Whether the bytes look like RTCP rather than RTP on a port that carries both (RFC 5761 §4). */
    public static boolean isRtcp(byte[] buffer, int offset, int length) {
        if (length < 4 || (buffer[offset] & 0xC0) != 0x80) {
            return false;
        }
        int type = buffer[offset + 1] & 0xFF;
        return type >= 192 && type <= 223;
    }

    /**
     * Writes a header without CSRCs or extension to the start of {@code buffer} from {@code offset}.
     *
     * @return the header's length, 12
     */
    public static int writeHeader(
            byte[] buffer, int offset, int payloadType, boolean marker, int sequenceNumber, long timestamp, long ssrc) {
        buffer[offset] = (byte) 0x80;
        buffer[offset + 1] = (byte) ((marker ? 0x80 : 0) | payloadType);
        put16(buffer, offset + 2, sequenceNumber);
        put32(buffer, offset + 4, timestamp);
        put32(buffer, offset + 8, ssrc);
        return FIXED_HEADER;
    }

    public byte[] buffer() {
        return buffer;
    }

    public int offset() {
        return offset;
    }

    public int length() {
        return length;
    }

    public int payloadType() {
        return buffer[offset + 1] & 0x7F;
    }

    public void payloadType(int payloadType) {
        buffer[offset + 1] = (byte) ((buffer[offset + 1] & 0x80) | payloadType);
    }

    public boolean marker() {
        return (buffer[offset + 1] & 0x80) != 0;
    }

    public void marker(boolean marker) {
        buffer[offset + 1] = (byte) ((buffer[offset + 1] & 0x7F) | (marker ? 0x80 : 0));
    }

    /** 0 to 65535. */
    public int sequenceNumber() {
        return u16(buffer, offset + 2);
    }

    public void sequenceNumber(int sequenceNumber) {
        put16(buffer, offset + 2, sequenceNumber);
    }

    /** 0 to 2^32-1, in units of the payload's clock rate. */
    public long timestamp() {
        return u32(buffer, offset + 4);
    }

    public void timestamp(long timestamp) {
        put32(buffer, offset + 4, timestamp);
    }

    /** 0 to 2^32-1. */
    public long ssrc() {
        return u32(buffer, offset + 8);
    }

    public void ssrc(long ssrc) {
        put32(buffer, offset + 8, ssrc);
    }

    /** Length of the header with CSRCs and extensions: where the payload begins, from {@link #offset()}. */
    public int headerLength() {
        return headerLength;
    }

    public int payloadOffset() {
        return offset + headerLength;
    }

    /** Bytes of payload, padding left out. */
    public int payloadLength() {
        return length - headerLength - paddingLength;
    }

    public int paddingLength() {
        return paddingLength;
    }

    public boolean hasExtension() {
        return (buffer[offset] & 0x10) != 0;
    }

    /**
     * Finds a header extension element in one-byte or two-byte form (RFC 8285 §4.2, §4.3).
     *
     * @return where its data begins in {@link #buffer()}, or -1; its length is {@link #extensionLength(int)} of the result
     */
    public int findExtension(int id) {
        if (!hasExtension()) {
            return -1;
        }
        int start = offset + FIXED_HEADER + 4 * (buffer[offset] & 0x0F);
        int profile = u16(buffer, start);
        int end = offset + headerLength;
        if (profile == 0xBEDE) {
            return findOneByte(start + 4, end, id);
        }
        return (profile & 0xFFF0) == 0x1000 ? findTwoByte(start + 4, end, id) : -1;
    }

    /** Length of the element whose data begins at {@code dataOffset}, as {@link #findExtension} gave it. */
    public int extensionLength(int dataOffset) {
        int start = offset + FIXED_HEADER + 4 * (buffer[offset] & 0x0F);
        int before = buffer[dataOffset - 1] & 0xFF;
        return u16(buffer, start) == 0xBEDE ? (before & 0x0F) + 1 : before;
    }

    private int findOneByte(int from, int end, int id) {
        for (int at = from; at < end; ) {
            int element = buffer[at] & 0xFF;
            int elementId = element >> 4;
            if (element == 0) {
                at++;
                continue;
            }
            int dataLength = (element & 0x0F) + 1;
            if (elementId == 15 || at + 1 + dataLength > end) {
                return -1; // RFC 8285 §4.2: 15 ends the elements
            }
            if (elementId == id) {
                return at + 1;
            }
            at += 1 + dataLength;
        }
        return -1;
    }

    private int findTwoByte(int from, int end, int id) {
        for (int at = from; at + 1 < end; ) {
            int elementId = buffer[at] & 0xFF;
            if (elementId == 0) {
                at++;
                continue;
            }
            int dataLength = buffer[at + 1] & 0xFF;
            if (at + 2 + dataLength > end) {
                return -1;
            }
            if (elementId == id) {
                return at + 2;
            }
            at += 2 + dataLength;
        }
        return -1;
    }

    static int u16(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 8 | bytes[at + 1] & 0xFF;
    }

    static long u32(byte[] bytes, int at) {
        return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    static void put32(byte[] bytes, int at, long value) {
        put16(bytes, at, (int) (value >> 16));
        put16(bytes, at + 2, (int) value);
    }
}
