package io.patchbay.media.rtp;

import java.util.Arrays;

/**
 * Copies of the last packets of a stream, by sequence number, to answer NACKs from: those of the last second, as far as there is
 * room. It grows to what that takes, and its arrays to the packets' sizes, once; they are used again. Belongs to one thread.
 */
public final class RetransmissionBuffer {
    private static final int GRANULE = 128;
    private static final int FEWEST = 32;
    private static final long KEEP_NANOS = 1_000_000_000L; // who asks later has no use for the answer
    private static final byte[] NONE = new byte[0];

    private final int capacity;
    private byte[][] packets;
    private int[] lengths; // 0: nothing there
    private long[] sentAt;
    private int[] sequenceNumbers;

    /** @param capacity how many packets to keep at most: a power of two up to 32768 */
    public RetransmissionBuffer(int capacity) {
        if (capacity < 1 || capacity > 0x8000 || Integer.bitCount(capacity) != 1) {
            throw new IllegalArgumentException("keeps a power of two of packets, up to 32768, not " + capacity);
        }
        this.capacity = capacity;
        allocate(Math.min(FEWEST, capacity));
    }

    private void allocate(int slots) {
        packets = new byte[slots][];
        Arrays.fill(packets, NONE);
        lengths = new int[slots];
        sentAt = new long[slots];
        sequenceNumbers = new int[slots];
    }

    /** How many packets there is room for now. */
    int slots() {
        return packets.length;
    }

    /** Copies {@code packet}, which was sent at {@code nowNanos}; the one sent {@code capacity} numbers before is gone then. */
    public void put(RtpPacket packet, long nowNanos) {
        makeRoom(packet.sequenceNumber(), nowNanos);
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

    /** Doubles the room while a packet would be lost that somebody may ask for yet. */
    private void makeRoom(int sequenceNumber, long nowNanos) {
        while (packets.length < capacity) {
            int slot = slot(sequenceNumber);
            if (lengths[slot] == 0
                    || sequenceNumbers[slot] == sequenceNumber
                    || nowNanos - sentAt[slot] >= KEEP_NANOS) {
                return;
            }
            grow();
        }
    }

    private void grow() {
        byte[][] oldPackets = packets;
        int[] oldLengths = lengths;
        long[] oldSentAt = sentAt;
        int[] oldNumbers = sequenceNumbers;
        allocate(2 * oldPackets.length);
        for (int i = 0; i < oldPackets.length; i++) {
            if (oldLengths[i] == 0) {
                continue;
            }
            int slot = slot(oldNumbers[i]);
            packets[slot] = oldPackets[i];
            lengths[slot] = oldLengths[i];
            sentAt[slot] = oldSentAt[i];
            sequenceNumbers[slot] = oldNumbers[i];
        }
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
