package io.patchbay.testbeds.load;

/** Counts one RTP stream: packets, gaps in their numbers, and lateness. Allocates nothing. Belongs to the loop. */
final class StreamTally {
    private static final long LATE_NANOS = 40_000_000;
    private static final int JUMP = 3_000; // beyond it, numbers begin anew (RFC 3550, appendix A.1)

    private final int clockRate;
    private long received;
    private long lost;
    private long late;
    private int highest = -1;
    private long firstArrival;
    private int firstTimestamp;
    private long least = Long.MAX_VALUE;

    StreamTally(int clockRate) {
        this.clockRate = clockRate;
    }

    void packet(int sequence, int timestamp, long now) {
        received++;
        if (highest < 0) {
            firstArrival = now;
            firstTimestamp = timestamp;
        } else {
            int step = sequence - highest & 0xFFFF;
            if (step >= JUMP) {
                lost = Math.max(0, lost - 1); // it came after all, out of order
                return;
            }
            lost += step - 1;
        }
        highest = sequence;
        long transit = now - firstArrival - (timestamp - firstTimestamp) * 1_000_000_000L / clockRate;
        least = Math.min(least, transit);
        if (transit - least > LATE_NANOS) {
            late++;
        }
    }

    /** Begins to count anew; the stream goes on. */
    void reset() {
        received = 0;
        lost = 0;
        late = 0;
        least = Long.MAX_VALUE;
    }

    long received() {
        return received;
    }

    long lost() {
        return lost;
    }

    long late() {
        return late;
    }
}
