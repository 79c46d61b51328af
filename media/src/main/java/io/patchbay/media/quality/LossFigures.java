package io.patchbay.media.quality;

/**
 * How losses and discards are spread (RFC 3611 §4.7.2, Gmin 16): a burst begins and ends with a lost packet and has no 16 good ones in
 * a row; all else is gap. Zero where there was none.
 *
 * @param bursts how many
 * @param burstDensityPercent lost of the packets in bursts
 * @param burstMillis mean length of a burst
 * @param gapDensityPercent lost of the packets in gaps
 * @param gapMillis mean length of a gap
 * @param burstRatio of ITU-T G.107 §7.5: how much longer runs of losses are than if they were random; 1 without loss
 */
public record LossFigures(
        long bursts,
        double burstDensityPercent,
        double burstMillis,
        double gapDensityPercent,
        double gapMillis,
        double burstRatio) {}
