package io.patchbay.testbeds.phone;

import java.nio.ByteBuffer;

/**
 * An RTP packet that came (RFC 3550 §5.1).
 *
 * @param arrival by {@link System#nanoTime()}
 * @param timestamp unsigned
 */
record ReceivedPacket(
        long arrival, int payloadType, boolean marker, int sequence, long timestamp, int ssrc, byte[] payload) {

    /** Reads a packet, or returns null where it is none. */
    static ReceivedPacket parse(ByteBuffer packet, long arrival) {
        int length = packet.remaining();
        if (length < 12 || (packet.get(0) & 0xc0) != 0x80) {
            return null;
        }
        int first = packet.get(0) & 0xff;
        int second = packet.get(1) & 0xff;
        int header = 12 + 4 * (first & 0x0f);
        if ((first & 0x10) != 0 && length >= header + 4) {
            header += 4 + 4 * (packet.getShort(header + 2) & 0xffff);
        }
        int padding = (first & 0x20) != 0 ? packet.get(length - 1) & 0xff : 0;
        if (length < header + padding) {
            return null;
        }
        byte[] payload = new byte[length - header - padding];
        packet.get(header, payload);
        return new ReceivedPacket(
                arrival,
                second & 0x7f,
                (second & 0x80) != 0,
                packet.getShort(2) & 0xffff,
                packet.getInt(4) & 0xffff_ffffL,
                packet.getInt(8),
                payload);
    }
}
