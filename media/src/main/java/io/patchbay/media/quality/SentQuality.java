package io.patchbay.media.quality;

import io.patchbay.media.rtp.VoipMetrics;

/**
 * How the far end hears us, as it says in RTCP. NaN where it says nothing.
 *
 * @param packets sent
 * @param lost by its last report
 * @param lossPercent of what it should have got by then, since the beginning
 * @param jitterMillis in the mean of its reports
 * @param jitterMaxMillis the greatest reported
 * @param rating R of ITU-T G.107, made of its figures
 * @param mos the same as a mean opinion score, 1 to 4.5
 * @param reported its own figures (RFC 3611 §4.7); null where it sent none
 */
public record SentQuality(
        long packets,
        long lost,
        double lossPercent,
        double jitterMillis,
        double jitterMaxMillis,
        double rating,
        double mos,
        VoipMetrics reported) {}
