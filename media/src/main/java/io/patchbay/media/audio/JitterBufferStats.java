package io.patchbay.media.audio;

/**
 * What a jitter buffer has seen since its stream began.
 *
 * @param packets taken in
 * @param duplicates dropped, since they were there already
 * @param late dropped, since their time had passed
 * @param lost never came, or came late
 * @param resets times that the stream began anew (other SSRC, jump in sequence or timestamp)
 * @param concealedMillis made up for what was missing
 * @param delayMillis how long the last packet played had waited beyond the quickest packets
 * @param targetMillis the delay that the present jitter asks for
 */
public record JitterBufferStats(
        long packets,
        long duplicates,
        long late,
        long lost,
        long resets,
        long concealedMillis,
        int delayMillis,
        int targetMillis) {
    /** The greatest delay that a buffer may come to. */
    public static final int LIMIT_MILLIS = JitterLimits.DEFAULT.maxMillis();
}
