package io.patchbay.testbeds.phone;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** Keeps the last half minute of a stream's packets and counts all. Written by the media thread, read by any. */
final class Reception {
    private static final int KEPT = 1_500;

    private final Deque<ReceivedPacket> kept = new ArrayDeque<>(); // this and all below: guarded by this
    private final Set<Integer> streams = new HashSet<>();
    private final BitWindow seen = new BitWindow();
    private ReceivedPacket latest;
    private long packets;
    private long lost;
    private long misordered;
    private long repeated;
    private long timestampJumps;
    private long longestGap;
    private long notRtp;
    private long rtcp;

    /** The last 64 sequence numbers. */
    private static final class BitWindow {
        private long bits = 1;

        private void advance(int by) {
            bits = by >= 64 ? 1 : bits << by | 1;
        }

        private boolean mark(int behind) {
            if (behind >= 64) {
                return true;
            }
            boolean fresh = (bits >> behind & 1) == 0;
            bits |= 1L << behind;
            return fresh;
        }
    }

    synchronized void accept(ByteBuffer packet, long arrival, int packetDuration) {
        ReceivedPacket received = ReceivedPacket.parse(packet, arrival);
        if (received == null) {
            notRtp++;
            return;
        }
        packets++;
        if (kept.size() == KEPT) {
            kept.removeFirst();
        }
        kept.addLast(received);
        boolean newStream = streams.add(received.ssrc());
        if (latest != null) {
            longestGap = Math.max(longestGap, arrival - latest.arrival());
        }
        if (latest == null || newStream || received.ssrc() != latest.ssrc()) {
            seen.bits = 1;
        } else {
            place(received, packetDuration);
        }
        if (latest == null || received.ssrc() != latest.ssrc() || behind(received) <= 0) {
            latest = received;
        }
        notifyAll();
    }

    private void place(ReceivedPacket received, int packetDuration) {
        int behind = behind(received);
        if (behind < 0) {
            lost += -behind - 1;
            seen.advance(-behind);
            if (behind == -1
                    && (received.timestamp() - latest.timestamp() & 0xffff_ffffL) != packetDuration
                    && !received.marker()) {
                timestampJumps++;
            }
        } else if (behind == 0 || !seen.mark(behind)) {
            repeated++;
        } else {
            misordered++;
            lost--;
        }
    }

    /** How many packets this one is behind the latest; negative where it is ahead. */
    private int behind(ReceivedPacket received) {
        return (short) (latest.sequence() - received.sequence());
    }

    synchronized void countRtcp() {
        rtcp++;
    }

    /** The kept packets that came in the last {@code window}, in order of arrival. */
    synchronized List<ReceivedPacket> last(Duration window) {
        long from = System.nanoTime() - window.toNanos();
        List<ReceivedPacket> result = new ArrayList<>();
        for (ReceivedPacket packet : kept) {
            if (packet.arrival() >= from) {
                result.add(packet);
            }
        }
        return result;
    }

    /** Waits for some more packets, at most so long. */
    synchronized void awaitMore(int more, Duration most) {
        long end = System.nanoTime() + most.toNanos();
        long wanted = packets + more;
        try {
            while (packets < wanted && System.nanoTime() < end) {
                TimeUnit.NANOSECONDS.timedWait(this, end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while listening", e);
        }
    }

    synchronized ReceptionReport report() {
        return new ReceptionReport(
                packets,
                lost,
                misordered,
                repeated,
                timestampJumps,
                streams.size(),
                Duration.ofNanos(longestGap),
                notRtp,
                rtcp);
    }
}
