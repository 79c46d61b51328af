package io.patchbay.media.rtp;

/** Arithmetic on 16-bit RTP sequence numbers that wrap (RFC 3550 §A.1). */
public final class SequenceNumbers {
    private SequenceNumbers() {}

    /** How far {@code b} is ahead of {@code a}: -32768 to 32767. */
    public static int distance(int a, int b) {
        return (short) (b - a);
    }

    /** Whether {@code a} comes after {@code b}. */
    public static boolean isNewer(int a, int b) {
        return distance(b, a) > 0;
    }

    public static int next(int sequenceNumber) {
        return (sequenceNumber + 1) & 0xFFFF;
    }
}
