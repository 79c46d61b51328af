package io.patchbay.media.audio;

import io.patchbay.media.rtp.RtpPacket;

/**
 * Holds a stream's packets back until they can be played without a gap: 20 to 200 ms, as the jitter of the stream asks for. Sorts
 * what comes out of order, drops what comes twice or too late, and tells loss (to be concealed) from pauses of the sender (silence).
 * The delay settles anew at each pause; between them {@link #surplusMillis} says how far it is off.
 *
 * <p>Packets are copied into a ring that is allocated once. Belongs to one thread.
 */
final class JitterBuffer {
    /** What is to be played next. */
    enum Next {
        /** The packet that {@link #payload} and its siblings tell of; then call {@link #played}. */
        PACKET,
        /** {@link #concealUnits} of what did not come. */
        CONCEAL,
        /** Silence, or comfort noise: the sender pauses, or no stream has begun. */
        PAUSE
    }

    private static final int MILLI = StreamTimeline.UNITS_PER_MILLI;
    private static final int STEP = 20 * MILLI; // concealed at a time
    private static final int GRAIN = 5 * MILLI / 2; // Opus conceals multiples of 2.5 ms
    private static final int TOLERANCE = 2 * MILLI; // gaps below this are none
    private static final int UNDERRUN_LIMIT = 100 * MILLI; // concealed in a row before the stream counts as paused
    private static final int PILED_UP_MILLIS = 40; // above the target, when play begins or a hole offers itself

    private final PacketRing ring = new PacketRing();
    private final DelayEstimator delays;
    private final StreamTimeline timeline;

    private boolean begun; // a packet was played
    private boolean playing;
    private long nextIndex;
    private long highestIndex = -1;
    private long playTime; // of the next sample to decode
    private long currentIndex = -1;
    private long concealUnits;
    private boolean recoverable;
    private long underrun; // concealed while nothing was there: what is missing then has been filled already

    private long packets;
    private long duplicates;
    private long late;
    private long lost;
    private double lastDelayMillis;

    JitterBuffer(JitterLimits limits) {
        delays = new DelayEstimator(limits);
        timeline = new StreamTimeline(delays);
    }

    /** Takes an audio packet. */
    void put(RtpPacket packet, int clockRate, long arrivalNanos) {
        boolean ours = timeline.accept(
                packet.ssrc(), packet.sequenceNumber(), packet.timestamp(), clockRate, packet.marker(), arrivalNanos);
        if (!ours) {
            return;
        }
        long index = timeline.index();
        if (ring.has(index)) {
            duplicates++;
            return;
        }
        double delay = delays.onArrival(timeline.time(), arrivalNanos);
        if (!makeRoom(index)) {
            late++;
            delays.onLate(delay);
            return;
        }
        packets++;
        ring.put(
                index,
                timeline.time(),
                packet.payloadType(),
                packet.buffer(),
                packet.payloadOffset(),
                packet.payloadLength());
    }

    /** Takes note of a telephone-event packet, which is numbered along with the audio and is no loss. */
    void skip(RtpPacket packet) {
        if (timeline.acceptOther(packet.ssrc(), packet.sequenceNumber())) {
            long index = timeline.index();
            if (!ring.has(index) && makeRoom(index)) {
                ring.putOther(index);
            }
        }
    }

    /** What is to be played at {@code nowNanos}. */
    Next next(long nowNanos) {
        while (ring.isOther(nextIndex)) {
            ring.remove(nextIndex++);
        }
        if (!playing) {
            return begin(nowNanos);
        }
        if (ring.has(nextIndex)) {
            return packet(nextIndex, nowNanos);
        }
        long after = ring.firstAudio(nextIndex, highestIndex);
        return after < 0 ? underrun() : hole(after, nowNanos);
    }

    /** Of the packet at hand; on loan until the next {@link #put}. */
    byte[] payload() {
        return ring.payload(currentIndex);
    }

    int payloadLength() {
        return ring.length(currentIndex);
    }

    int payloadType() {
        return ring.payloadType(currentIndex);
    }

    /** Whether the packet played last can still be read, to prime another decoder with it. */
    boolean hasPlayed() {
        return begun && ring.payload(currentIndex) != null && !ring.has(currentIndex + PacketRing.SLOTS);
    }

    /** The packet at hand gave {@code units} of 1/48000 s. */
    void played(long units) {
        playTime = ring.time(currentIndex) + units;
        ring.remove(currentIndex);
        nextIndex = currentIndex + 1;
    }

    /** How much to conceal, in 1/48000 s: a multiple of 2.5 ms, at most 20 ms. */
    long concealUnits() {
        return concealUnits;
    }

    /**
     * Whether what is to be concealed ends where the next packet begins, which may carry a copy of it: then {@link #payload} and
     * its siblings tell of that packet.
     */
    boolean isRecoverable() {
        return recoverable;
    }

    /**
     * By how much the delay is longer than the stream asks for; negative where it is shorter.
     *
     * @param unplayedUnits decoded but not yet played
     */
    double surplusMillis(long nowNanos, long unplayedUnits) {
        return playing ? delays.delayMillis(playTime - unplayedUnits, nowNanos) - delays.targetMillis() : 0;
    }

    /** Packets of other SSRCs or sequences that did not become this stream. */
    long strangers() {
        return timeline.strangers();
    }

    /** Packets dropped, since their time had passed. */
    long late() {
        return late;
    }

    JitterBufferStats statistics(long concealedMillis) {
        return new JitterBufferStats(
                packets,
                duplicates,
                late,
                lost,
                timeline.restarts(),
                concealedMillis,
                (int) Math.round(lastDelayMillis),
                (int) Math.round(delays.targetMillis()));
    }

    int delayMillis() {
        return (int) Math.round(lastDelayMillis);
    }

    /** False where the time of {@code index} has passed. */
    private boolean makeRoom(long index) {
        if (index < nextIndex) {
            if (begun || nextIndex - index >= PacketRing.SLOTS / 2) {
                return false;
            }
            nextIndex = index; // the first packets of all came out of order
        }
        if (highestIndex < 0 && !begun) {
            nextIndex = index;
        }
        if (index - nextIndex >= PacketRing.SLOTS) {
            skipTo(index - PacketRing.SLOTS + 1);
        }
        highestIndex = Math.max(highestIndex, index);
        return true;
    }

    /** Gives up what is older than {@code index}: the sender is far ahead, or nobody played. */
    private void skipTo(long index) {
        long last = Math.min(index, nextIndex + PacketRing.SLOTS);
        for (long i = nextIndex; i < last; i++) {
            ring.remove(i);
        }
        lost += begun ? index - nextIndex : 0;
        nextIndex = index;
        playing = false;
    }

    private Next begin(long nowNanos) {
        long first = ring.firstAudio(nextIndex, highestIndex);
        if (first < 0) {
            return Next.PAUSE;
        }
        double delay = delays.delayMillis(ring.time(first), nowNanos);
        while (delay > delays.targetMillis() + PILED_UP_MILLIS) {
            long after = ring.firstAudio(first + 1, highestIndex);
            if (after < 0) {
                break;
            }
            ring.remove(first); // a burst after a stall: play goes on with what is recent enough
            late++;
            first = after;
            delay = delays.delayMillis(ring.time(first), nowNanos);
        }
        if (delay < delays.targetMillis()) {
            return Next.PAUSE;
        }
        lost += begun ? missing(first) : 0;
        nextIndex = first;
        playTime = ring.time(first);
        playing = true;
        return packet(first, nowNanos);
    }

    private Next packet(long index, long nowNanos) {
        long time = ring.time(index);
        double delay = delays.delayMillis(time, nowNanos);
        if (time - playTime > TOLERANCE && delay < delays.targetMillis()) {
            return Next.PAUSE; // none is missing: the sender paused, and the time of what follows has not come
        }
        begun = true;
        recoverable = false;
        underrun = 0;
        lastDelayMillis = delay;
        playTime = time;
        currentIndex = index;
        return Next.PACKET;
    }

    private Next underrun() {
        if (underrun >= UNDERRUN_LIMIT) {
            playing = false;
            underrun = 0;
            return Next.PAUSE;
        }
        underrun += STEP;
        concealUnits = STEP;
        recoverable = false;
        return Next.CONCEAL;
    }

    private Next hole(long after, long nowNanos) {
        long missing = ring.time(after) - playTime;
        boolean filled = missing <= Math.max(TOLERANCE, underrun);
        boolean behind = delays.delayMillis(ring.time(after), nowNanos) > delays.targetMillis() + PILED_UP_MILLIS;
        if (filled || behind) {
            lost += missing(after);
            nextIndex = after;
            playTime = ring.time(after);
            return packet(after, nowNanos);
        }
        concealUnits = Math.min(STEP, (missing + GRAIN - 1) / GRAIN * GRAIN);
        playTime += concealUnits;
        underrun = 0;
        recoverable = missing <= STEP && !ring.has(after - 1);
        if (recoverable) {
            currentIndex = after;
        }
        return Next.CONCEAL;
    }

    /** Packets from the next one to before {@code index} that never came. */
    private long missing(long index) {
        long count = 0;
        for (long i = nextIndex; i < index; i++) {
            count += ring.has(i) ? 0 : 1;
            ring.remove(i);
        }
        return count;
    }
}
