package io.patchbay.media.rtp;

import java.time.Duration;

/**
 * Which packets of a stream are missing, and when to ask for them, again, or no more: the receiver's side of generic NACK
 * (RFC 4585 §6.2.1). Times are nanoseconds of {@link System#nanoTime}. Allocates nothing after construction; belongs to one
 * thread.
 */
public final class MissingPackets {
    /** More missing at once than this are not worth asking for: {@link #takeGaveUp()} tells. */
    public static final int CAPACITY = 512;

    private final int maxTries;
    private final long maxAgeNanos;
    private final long patienceNanos;

    // those missing, oldest first
    private final int[] missing = new int[CAPACITY];
    private final long[] since = new long[CAPACITY];
    private final long[] askedAt = new long[CAPACITY];
    private final int[] tries = new int[CAPACITY];
    private int size;

    private boolean started;
    private int highest;
    private boolean gaveUp;

    /**
     * @param maxTries how often to ask for a packet
     * @param maxAge after which a packet would come too late
     * @param patience how long to wait for a packet that may only be out of order
     */
    public MissingPackets(int maxTries, Duration maxAge, Duration patience) {
        if (maxTries < 1 || maxAge.isNegative() || patience.isNegative()) {
            throw new IllegalArgumentException(
                    "cannot ask %d times within %s after waiting for %s".formatted(maxTries, maxAge, patience));
        }
        this.maxTries = maxTries;
        this.maxAgeNanos = maxAge.toNanos();
        this.patienceNanos = patience.toNanos();
    }

    /**
     * Notes a packet that came.
     *
     * @return true where it had been missing
     */
    public boolean onPacket(int sequenceNumber, long nowNanos) {
        if (!started) {
            started = true;
            highest = sequenceNumber;
            return false;
        }
        int ahead = SequenceNumbers.distance(highest, sequenceNumber);
        if (ahead <= 0) {
            return remove(sequenceNumber);
        }
        if (ahead - 1 > CAPACITY - size) {
            size = 0;
            gaveUp = true;
        } else {
            for (int s = SequenceNumbers.next(highest); s != sequenceNumber; s = SequenceNumbers.next(s)) {
                missing[size] = s;
                since[size] = nowNanos;
                tries[size] = 0;
                size++;
            }
        }
        highest = sequenceNumber;
        return false;
    }

    /**
     * Finds those to ask for now and counts them as asked for; those asked for often enough, or too old, are given up.
     *
     * @param roundTripNanos how long to wait for an answer before asking again
     * @return how many were written to {@code into}, ascending
     */
    public int collect(long nowNanos, long roundTripNanos, int[] into) {
        int collected = 0;
        int kept = 0;
        for (int i = 0; i < size; i++) {
            boolean answered = tries[i] == 0 || nowNanos - askedAt[i] >= roundTripNanos;
            if (nowNanos - since[i] > maxAgeNanos || answered && tries[i] >= maxTries) {
                gaveUp = true;
                continue;
            }
            if (answered && nowNanos - since[i] >= patienceNanos && collected < into.length) {
                into[collected++] = missing[i];
                askedAt[i] = nowNanos;
                tries[i]++;
            }
            move(i, kept++);
        }
        size = kept;
        return collected;
    }

    /** Whether something was given up since the last call: for video, time to ask for a key frame. */
    public boolean takeGaveUp() {
        boolean result = gaveUp;
        gaveUp = false;
        return result;
    }

    /** How many are missing and not given up. */
    public int size() {
        return size;
    }

    /** Forgets all, as after a key frame or a restart of the source. */
    public void clear() {
        size = 0;
        started = false;
        gaveUp = false;
    }

    private boolean remove(int sequenceNumber) {
        for (int i = 0; i < size; i++) {
            if (missing[i] == sequenceNumber) {
                for (int j = i + 1; j < size; j++) {
                    move(j, j - 1);
                }
                size--;
                return true;
            }
        }
        return false;
    }

    private void move(int from, int to) {
        missing[to] = missing[from];
        since[to] = since[from];
        askedAt[to] = askedAt[from];
        tries[to] = tries[from];
    }
}
