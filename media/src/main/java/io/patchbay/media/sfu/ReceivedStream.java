package io.patchbay.media.sfu;

import io.patchbay.media.rtp.MissingPackets;
import io.patchbay.media.rtp.NtpClock;
import io.patchbay.media.rtp.ReceiveStatistics;
import io.patchbay.media.rtp.RtpPacket;
import java.time.Duration;

/** What a producer's stream is like on its way in: counts, gaps, its clock. Belongs to the router's loop. */
final class ReceivedStream {
    private static final int MAX_ASKED = 128;
    private static final int MAX_TRIES = 8;
    private static final Duration MAX_AGE = Duration.ofMillis(1_000);
    private static final Duration PATIENCE = Duration.ofMillis(10);
    private static final long ASK_AGAIN_NANOS = Duration.ofMillis(100).toNanos(); // the way to a sender is not measured

    private final long ssrc;
    private final int clockRate;
    private final ReceiveStatistics statistics;
    private final MissingPackets missing; // null where the sender answers no NACK
    private final int[] asked = new int[MAX_ASKED];
    private long packets;
    private long nacked;

    ReceivedStream(long ssrc, int clockRate, boolean nack) {
        this.ssrc = ssrc;
        this.clockRate = clockRate;
        this.statistics = new ReceiveStatistics(ssrc, clockRate);
        this.missing = nack ? new MissingPackets(MAX_TRIES, MAX_AGE, PATIENCE) : null;
    }

    long ssrc() {
        return ssrc;
    }

    ReceiveStatistics statistics() {
        return statistics;
    }

    long packets() {
        return packets;
    }

    long nacked() {
        return nacked;
    }

    /** Counts a packet; false where its number makes no sense yet. */
    boolean onPacket(RtpPacket packet, long nowNanos) {
        int sequenceNumber = packet.sequenceNumber();
        if (!statistics.onPacket(sequenceNumber, packet.timestamp(), packet.payloadLength(), nowNanos)) {
            return false;
        }
        packets++;
        if (missing != null) {
            missing.onPacket(sequenceNumber, nowNanos);
        }
        return true;
    }

    /** Collects what to ask for now into {@link #asked()}; returns how many. */
    int collectMissing(long nowNanos) {
        if (missing == null || missing.size() == 0) {
            return 0;
        }
        int count = missing.collect(nowNanos, ASK_AGAIN_NANOS, asked);
        nacked += count;
        return count;
    }

    int[] asked() {
        return asked;
    }

    /** Whether packets are lost for good since the last call, so that only a key frame helps. */
    boolean takeGaveUp() {
        return missing != null && missing.takeGaveUp();
    }

    /**
     * The RTP timestamp of this moment on the sender's clock.
     *
     * @param clock that its sender reports were tied to ours by; they must have come
     */
    long timestampAt(long nowNanos, NtpClock ours, SenderClock clock) {
        long elapsed = ours.ntpAt(nowNanos) - clock.ours(statistics.senderNtpTime()); // 2^-32 s
        long units = (elapsed >> 16) * clockRate >> 16;
        return statistics.senderRtpTimestamp() + units & 0xFFFF_FFFFL;
    }
}
