package io.patchbay.media.sdp;

/** A {@code t=} line (RFC 8866 §5.9), seconds since 1900; 0 means unbounded. */
public record Timing(long start, long stop) {
    /** What every offer and answer says (RFC 3264 §5). */
    public static final Timing PERMANENT = new Timing(0, 0);

    public Timing {
        if (start < 0 || stop < 0) {
            throw new IllegalArgumentException("SDP timing %d to %d".formatted(start, stop));
        }
    }
}
