package io.patchbay.media.rtp;

/** The abs-send-time header extension: seconds in 24 bits, 18 of them behind the point; wraps every 64 s. */
public final class AbsSendTime {
    private static final long NANOS = 1_000_000_000L;

    private AbsSendTime() {}

    /** The 24 bits for a moment of a steady clock in nanoseconds. */
    public static int of(long nanos) {
        long seconds = Math.floorDiv(nanos, NANOS);
        long fraction = (Math.floorMod(nanos, NANOS) << 18) / NANOS;
        return (int) ((seconds << 18 | fraction) & 0xFFFFFF);
    }
}
