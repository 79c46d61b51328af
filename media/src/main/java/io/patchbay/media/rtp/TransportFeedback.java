package io.patchbay.media.rtp;

import static io.patchbay.media.rtp.RtpPacket.u16;

/**
 * A view on one transport-wide congestion control feedback message
 * (draft-holmer-rmcat-transport-wide-cc-extensions-01 §3.1). It walks over the packets that were received; those between are
 * lost. On loan from a {@link RtcpReader}; allocates nothing.
 *
 * <pre>{@code
 * while (feedback.next()) {
 *     estimate.onArrival(feedback.sequenceNumber(), feedback.arrivalMicros());
 * }
 * }</pre>
 */
public final class TransportFeedback {
    static final int DELTA_MICROS = 250;
    static final int REFERENCE_MICROS = 64_000;

    // §3.1.1 packet status symbols
    static final int NOT_RECEIVED = 0;
    static final int SMALL_DELTA = 1;
    static final int LARGE_DELTA = 2;

    private byte[] buffer;
    private int base;
    private int count;
    private int chunks;
    private int deltas;
    private int end;

    private int index; // of the next packet to look at
    private int chunkAt;
    private int inChunk; // symbols of the chunk at chunkAt already used
    private int deltaAt;
    private int sequenceNumber;
    private long arrivalMicros;

    TransportFeedback() {}

    /** Points at the part behind the two SSRCs. False where lengths do not add up. */
    boolean parse(byte[] buffer, int from, int end) {
        if (from + 8 > end) {
            return false;
        }
        this.buffer = buffer;
        this.end = end;
        base = u16(buffer, from);
        count = u16(buffer, from + 2);
        chunks = from + 8;
        int described = 0;
        int deltaBytes = 0;
        int at = chunks;
        while (described < count) {
            if (at + 2 > end) {
                return false;
            }
            int chunk = u16(buffer, at);
            int symbols = Math.min(symbols(chunk), count - described);
            deltaBytes += deltaBytes(chunk, symbols);
            described += symbols;
            at += 2;
        }
        deltas = at;
        rewind();
        return at + deltaBytes <= end;
    }

    /** Back before the first packet. */
    public void rewind() {
        index = 0;
        chunkAt = chunks;
        inChunk = 0;
        deltaAt = deltas;
        arrivalMicros = (long) referenceTime() * REFERENCE_MICROS;
    }

    /** The first transport-wide sequence number that this message is about. */
    public int baseSequenceNumber() {
        return base;
    }

    /** How many packets from {@link #baseSequenceNumber()} on it is about, lost ones too: 0 to 65535. */
    public int packetStatusCount() {
        return count;
    }

    /** 0 to 255, counting messages: a gap tells of lost feedback. */
    public int feedbackCount() {
        return buffer[chunks - 1] & 0xFF;
    }

    /** Time of the receiver's clock that arrivals count from, in units of 64 ms, signed, wrapping at 24 bits. */
    public int referenceTime() {
        return (buffer[chunks - 4] << 16) | u16(buffer, chunks - 3);
    }

    /** Moves to the next packet that was received; false after the last. */
    public boolean next() {
        while (index < count) {
            int chunk = u16(buffer, chunkAt);
            int symbols = symbols(chunk);
            if (isRun(chunk) && bytes(runSymbol(chunk)) == 0) {
                index += symbols - inChunk; // a run of lost ones is skipped whole
                inChunk = symbols;
            }
            if (inChunk >= symbols) {
                chunkAt += 2;
                inChunk = 0;
                continue;
            }
            int symbol = symbol(chunk, inChunk);
            int packet = index;
            inChunk++;
            index++;
            if (symbol == SMALL_DELTA) {
                arrivalMicros += (long) (buffer[deltaAt] & 0xFF) * DELTA_MICROS;
                deltaAt += 1;
            } else if (symbol == LARGE_DELTA) {
                arrivalMicros += (long) (short) u16(buffer, deltaAt) * DELTA_MICROS;
                deltaAt += 2;
            } else {
                continue;
            }
            sequenceNumber = (base + packet) & 0xFFFF;
            return true;
        }
        return false;
    }

    /** Transport-wide sequence number of the packet that {@link #next()} moved to. */
    public int sequenceNumber() {
        return sequenceNumber;
    }

    /** When that packet arrived, in microseconds of the receiver's clock (wraps with the reference time). */
    public long arrivalMicros() {
        return arrivalMicros;
    }

    private static boolean isRun(int chunk) {
        return (chunk & 0x8000) == 0;
    }

    private static int runSymbol(int chunk) {
        return chunk >> 13 & 3;
    }

    private static int symbols(int chunk) {
        if (isRun(chunk)) {
            return chunk & 0x1FFF;
        }
        return (chunk & 0x4000) == 0 ? 14 : 7; // status vector of one-bit or two-bit symbols
    }

    private static int symbol(int chunk, int i) {
        if (isRun(chunk)) {
            return runSymbol(chunk);
        }
        return (chunk & 0x4000) == 0 ? chunk >> (13 - i) & 1 : chunk >> (12 - 2 * i) & 3;
    }

    private static int deltaBytes(int chunk, int symbols) {
        if (isRun(chunk)) {
            return symbols * bytes(runSymbol(chunk));
        }
        int sum = 0;
        for (int i = 0; i < symbols; i++) {
            sum += bytes(symbol(chunk, i));
        }
        return sum;
    }

    /** How long the delta of a packet with this status is; symbol 3 is reserved. */
    private static int bytes(int symbol) {
        return symbol == SMALL_DELTA ? 1 : symbol == LARGE_DELTA ? 2 : 0;
    }
}
