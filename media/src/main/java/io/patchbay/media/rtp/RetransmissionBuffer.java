package io.patchbay.media.rtp;

import java.util.Arrays;

/**
 * Copies of the last packets of a stream, by sequence number, to answer NACKs from. Its arrays grow to the packets' sizes once
 * and are used again. Belongs to one thread.
 */
public final class RetransmissionBuffer {
    private static final int GRANULE = 128;
    private static final byte[] NONE = new byte[0];

    private final byte[][] packets;
    private final int[] lengths; // 0: nothing there
    private final long[] sentAt;
    private final int[] sequenceNumbers;

    /** @param capacity how many packets to keep: a power of two up to 32768 */
    public RetransmissionBuffer(int capacity) {
        if (capacity < 1 || capacity > 0x8000 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("keeps a power of two of packets, up to 32768, not " + capacity);
        }
        packets = new byte[capacity][];
        Arrays.fill(packets, NONE);
        lengths = new int[capacity];
        sentAt = new long[capacity];
        sequenceNumbers = new int[capacity];
    }

    /** Copies {@code packet}, which was sent at {@code nowNanos}; the one sent {@code capacity} numbers before is gone then. */
    public void put(RtpPacket packet, long nowNanos) {
        int slot = slot(packet.sequenceNumber());
        int length = packet.length();
        if (packets[slot].length < length) {
            packets[slot] = new byte[(length + GRANULE - 1) / GRANULE * GRANULE];
        }
        System.arraycopy(packet.buffer(), packet.offset(), packets[slot], 0, length);
        lengths[slot] = length;
        sequenceNumbers[slot] = packet.sequenceNumber();
        sentAt[slot] = nowNanos;
    }

    /**
     * Points {@code into} at the copy of a packet, on loan until the next {@link #put}, and counts it as sent again now.
     *
     * @param notWithinNanos leaves out a packet that was sent, or sent again, less than this ago: it may still be under way
     * @return false where it is not kept any more, or too fresh
     */
    public boolean get(int sequenceNumber, long nowNanos, long notWithinNanos, RtpPacket into) {
        int slot = slot(sequenceNumber);
        if (lengths[slot] == 0 || sequenceNumbers[slot] != sequenceNumber || nowNanos - sentAt[slot] < notWithinNanos) {
            return false;
        }
        sentAt[slot] = nowNanos;
        return into.parse(packets[slot], 0, lengths[slot]);
    }

    /** Forgets all packets; keeps the arrays. */
    public void clear() {
        Arrays.fill(lengths, 0);
    }

    private int slot(int sequenceNumber) {
        return sequenceNumber & packets.length - 1;
    }
}
