package io.patchbay.media.rtp;

import static io.patchbay.media.rtp.RtpPacket.put16;

import java.util.Arrays;

/**
 * Notes when packets with transport-wide sequence numbers arrived and writes that as feedback
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3). One for each transport; allocates nothing after construction;
 * belongs to one thread.
 */
public final class TransportArrivals {
    /** Packets that can wait for a report; older ones are forgotten. A power of two. */
    private static final int WINDOW = 1024;

    private static final int NOTHING = -1;
    private static final long DELTA_NANOS = TransportFeedback.DELTA_MICROS * 1000L;
    private static final long REFERENCE_NANOS = TransportFeedback.REFERENCE_MICROS * 1000L;
    private static final int MAX_RUN = 0x1FFF;
    private static final int VECTOR = 7; // two-bit symbols of one chunk

    private final long[] arrivals = new long[WINDOW];
    private final boolean[] arrived = new boolean[WINDOW];
    private final byte[] symbols = new byte[WINDOW];
    private final short[] deltas = new short[WINDOW];

    private int first = NOTHING; // first sequence number not yet reported
    private int last; // highest seen
    private int feedbackCount;

    /** Notes a packet. Those that were reported on already, or lie too far back, are left out. */
    public void onPacket(int transportSequenceNumber, long nowNanos) {
        int ahead = SequenceNumbers.distance(last, transportSequenceNumber);
        if (first == NOTHING || Math.abs(ahead) > WINDOW) {
            Arrays.fill(arrived, false); // the first one, or a leap: begin anew
            first = transportSequenceNumber;
            last = transportSequenceNumber;
        } else if (SequenceNumbers.distance(first, transportSequenceNumber) < 0) {
            return;
        } else if (ahead > 0) {
            last = transportSequenceNumber;
            while (SequenceNumbers.distance(first, last) >= WINDOW) {
                arrived[first & WINDOW - 1] = false;
                first = SequenceNumbers.next(first);
            }
        }
        int slot = transportSequenceNumber & WINDOW - 1;
        if (!arrived[slot]) {
            arrived[slot] = true;
            arrivals[slot] = nowNanos;
        }
    }

    /** Whether there is anything to report. */
    public boolean isPending() {
        return first != NOTHING && SequenceNumbers.distance(first, last) >= 0;
    }

    /**
     * Adds a feedback message on packets not yet reported to {@code writer}; call again while {@link #isPending()}, into a
     * fresh compound where this returned false.
     */
    public boolean write(RtcpWriter writer, long senderSsrc, long mediaSsrc) {
        if (!isPending()) {
            return false;
        }
        long reference = Math.floorDiv(firstArrival(), REFERENCE_NANOS);
        int count = describe(reference, writer.feedbackRoom() - 8);
        if (count == 0) {
            return false;
        }
        int chunks = chunkBytes(count);
        int body = 8 + chunks + deltaBytes(count);
        int padded = body + 3 & ~3;
        if (!writer.beginFeedback(RtcpFormat.RTPFB, RtcpFormat.RTPFB_TRANSPORT_CC, senderSsrc, mediaSsrc, padded)) {
            return false;
        }
        byte[] buffer = writer.buffer();
        int at = writer.position() - padded;
        put16(buffer, at, first);
        put16(buffer, at + 2, count);
        buffer[at + 4] = (byte) (reference >> 16);
        put16(buffer, at + 5, (int) reference);
        buffer[at + 7] = (byte) feedbackCount++;
        writeChunks(buffer, at + 8, count);
        writeDeltas(buffer, at + 8 + chunks, count);
        for (int i = at + body; i < at + padded; i++) {
            buffer[i] = 0;
        }
        forget(count);
        return true;
    }

    private long firstArrival() {
        int sequenceNumber = first;
        while (!arrived[sequenceNumber & WINDOW - 1] && sequenceNumber != last) {
            sequenceNumber = SequenceNumbers.next(sequenceNumber);
        }
        return arrivals[sequenceNumber & WINDOW - 1];
    }

    /** Works out symbols and deltas of as many packets as fit {@code room} bytes; returns how many. */
    private int describe(long reference, int room) {
        long previous = reference * (REFERENCE_NANOS / DELTA_NANOS);
        int deltaBytes = 0;
        int waiting = SequenceNumbers.distance(first, last) + 1;
        for (int i = 0; i < waiting; i++) {
            int slot = first + i & WINDOW - 1;
            int symbol = TransportFeedback.NOT_RECEIVED;
            if (arrived[slot]) {
                long ticks = Math.floorDiv(arrivals[slot], DELTA_NANOS);
                long delta = ticks - previous;
                if (delta < Short.MIN_VALUE || delta > Short.MAX_VALUE) {
                    return i; // needs a reference time of its own: the next message
                }
                symbol = delta >= 0 && delta <= 255 ? TransportFeedback.SMALL_DELTA : TransportFeedback.LARGE_DELTA;
                deltas[i] = (short) delta;
                previous = ticks;
            }
            // the worst case, two-bit vectors, decides what surely fits
            if (deltaBytes + symbol + 2 * (i / VECTOR + 1) + 3 > room) {
                return i;
            }
            deltaBytes += symbol;
            symbols[i] = (byte) symbol;
        }
        return waiting;
    }

    private int deltaBytes(int count) {
        int bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += symbols[i]; // symbol 1 has one byte, 2 has two
        }
        return bytes;
    }

    private int chunkBytes(int count) {
        int bytes = 0;
        for (int i = 0; i < count; i += chunkLength(i, count)) {
            bytes += 2;
        }
        return bytes;
    }

    /** How many packets from {@code i} on one chunk tells of. */
    private int chunkLength(int i, int count) {
        int run = 1;
        while (i + run < count && run < MAX_RUN && symbols[i + run] == symbols[i]) {
            run++;
        }
        return run >= VECTOR ? run : Math.min(VECTOR, count - i);
    }

    private void writeChunks(byte[] buffer, int from, int count) {
        int at = from;
        for (int i = 0; i < count; ) {
            int length = chunkLength(i, count);
            int chunk;
            if (length > VECTOR || isRun(i, length)) {
                chunk = symbols[i] << 13 | length;
            } else {
                chunk = 0xC000;
                for (int j = 0; j < length; j++) {
                    chunk |= symbols[i + j] << 12 - 2 * j;
                }
            }
            put16(buffer, at, chunk);
            at += 2;
            i += length;
        }
    }

    private boolean isRun(int from, int length) {
        for (int i = 1; i < length; i++) {
            if (symbols[from + i] != symbols[from]) {
                return false;
            }
        }
        return true;
    }

    private void writeDeltas(byte[] buffer, int from, int count) {
        int at = from;
        for (int i = 0; i < count; i++) {
            if (symbols[i] == TransportFeedback.SMALL_DELTA) {
                buffer[at++] = (byte) deltas[i];
            } else if (symbols[i] == TransportFeedback.LARGE_DELTA) {
                put16(buffer, at, deltas[i]);
                at += 2;
            }
        }
    }

    private void forget(int count) {
        for (int i = 0; i < count; i++) {
            arrived[first & WINDOW - 1] = false;
            first = SequenceNumbers.next(first);
        }
    }
}
