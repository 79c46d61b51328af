package io.patchbay.media.rtp;

import static io.patchbay.media.rtp.RtpPacket.put16;

/**
 * Header extension elements in the one-byte form of RFC 8285 §4.2, and packets that carry just these. Reusable: {@link #clear}
 * begins anew. Allocates nothing after construction; belongs to one thread.
 *
 * <pre>{@code
 * block.clear();
 * block.add(1, mid, 0, mid.length);
 * block.add8(10, AudioLevel.of(true, 23));
 * int length = block.rewrite(packet, out, 0);
 * }</pre>
 */
public final class HeaderExtensionBlock {
    private static final int ONE_BYTE_PROFILE = 0xBEDE;
    private static final int MAX_ID = 14;
    private static final int MAX_DATA = 16;
    private static final int PROFILE_AND_LENGTH = 4;

    private final byte[] elements = new byte[(MAX_DATA + 1) * MAX_ID];
    private int length;

    /** Takes all elements out. */
    public HeaderExtensionBlock clear() {
        length = 0;
        return this;
    }

    /**
     * Adds an element.
     *
     * @param id 1 to 14, not used in this block so far
     * @param count of bytes: 1 to 16
     */
    public HeaderExtensionBlock add(int id, byte[] data, int offset, int count) {
        begin(id, count);
        System.arraycopy(data, offset, elements, length, count);
        length += count;
        return this;
    }

    /** Adds an element of one byte. */
    public HeaderExtensionBlock add8(int id, int value) {
        begin(id, 1);
        elements[length++] = (byte) value;
        return this;
    }

    /** Adds an element of two bytes. */
    public HeaderExtensionBlock add16(int id, int value) {
        begin(id, 2);
        put16(elements, length, value);
        length += 2;
        return this;
    }

    /** Adds an element of three bytes. */
    public HeaderExtensionBlock add24(int id, int value) {
        begin(id, 3);
        elements[length++] = (byte) (value >> 16);
        put16(elements, length, value);
        length += 2;
        return this;
    }

    private void begin(int id, int count) {
        if (id < 1 || id > MAX_ID || count < 1 || count > MAX_DATA || length + 1 + count > elements.length) {
            throw new IllegalArgumentException(
                    "one-byte header extensions have ids 1 to 14 and 1 to 16 bytes, not id %d with %d"
                            .formatted(id, count));
        }
        elements[length++] = (byte) (id << 4 | count - 1);
    }

    /** Bytes that {@link #writeTo} writes: a multiple of four, 0 without elements. */
    public int length() {
        return length == 0 ? 0 : PROFILE_AND_LENGTH + (length + 3 & ~3);
    }

    /** Writes the extension, as it stands behind the CSRCs; returns its {@link #length()}. */
    public int writeTo(byte[] out, int offset) {
        int total = length();
        if (total == 0) {
            return 0;
        }
        put16(out, offset, ONE_BYTE_PROFILE);
        put16(out, offset + 2, (total - PROFILE_AND_LENGTH) / 4);
        System.arraycopy(elements, 0, out, offset + PROFILE_AND_LENGTH, length);
        for (int i = offset + PROFILE_AND_LENGTH + length; i < offset + total; i++) {
            out[i] = 0;
        }
        return total;
    }

    /**
     * Writes a header without CSRCs that carries these elements.
     *
     * @return where the payload begins, from {@code offset}
     */
    public int writeHeader(
            byte[] out, int offset, int payloadType, boolean marker, int sequenceNumber, long timestamp, long ssrc) {
        int header = RtpPacket.writeHeader(out, offset, payloadType, marker, sequenceNumber, timestamp, ssrc);
        int extension = writeTo(out, offset + header);
        if (extension > 0) {
            out[offset] |= 0x10;
        }
        return header + extension;
    }

    /**
     * Writes a copy of {@code packet} with these elements in place of its own, and without padding. {@code out} must not be the
     * packet's own buffer.
     *
     * @return the copy's length: at most that of the packet and {@link #length()} together
     */
    public int rewrite(RtpPacket packet, byte[] out, int offset) {
        byte[] in = packet.buffer();
        int header = RtpPacket.FIXED_HEADER + 4 * (in[packet.offset()] & 0x0F);
        System.arraycopy(in, packet.offset(), out, offset, header);
        int extension = writeTo(out, offset + header);
        out[offset] = (byte) (in[packet.offset()] & 0xCF | (extension > 0 ? 0x10 : 0));
        System.arraycopy(in, packet.payloadOffset(), out, offset + header + extension, packet.payloadLength());
        return header + extension + packet.payloadLength();
    }
}
