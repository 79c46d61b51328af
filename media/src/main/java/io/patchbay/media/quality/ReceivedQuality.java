package io.patchbay.media.quality;

/**
 * How the far end is heard here, since the call began.
 *
 * @param packets that came
 * @param lost that never came; duplicates do not count against it
 * @param discarded that came too late to be played
 * @param lossPercent of the packets that should have come
 * @param losses how losses and discards are spread
 * @param jitterMillis of RFC 3550 §6.4.1: the mean of a look every second
 * @param jitterMaxMillis the greatest of these
 * @param concealedMillis made up for what was missing
 * @param bufferMillis how long packets waited to be played, in the mean
 * @param driftPpm by how much the far end's clock is faster than ours, in millionths; NaN before ten seconds
 * @param rating R of ITU-T G.107; NaN before the first packet
 * @param mos the same as a mean opinion score, 1 to 4.5
 */
public record ReceivedQuality(
        long packets,
        long lost,
        long discarded,
        double lossPercent,
        LossFigures losses,
        double jitterMillis,
        double jitterMaxMillis,
        long concealedMillis,
        double bufferMillis,
        double driftPpm,
        double rating,
        double mos) {}
