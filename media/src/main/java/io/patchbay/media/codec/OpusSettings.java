package io.patchbay.media.codec;

/**
 * How an Opus encoder spends bits and time. Speech, mono, variable bit rate.
 *
 * @param bitsPerSecond 6000 to 128000
 * @param complexity 0 (cheapest) to 10
 * @param inbandFec whether packets carry a coarse copy of the one before (RFC 6716 §2.1.7)
 * @param packetLossPercent loss to expect, 0 to 100: without any, no FEC is spent
 * @param dtx whether silence is left out but for a packet every 400 ms (RFC 6716 §2.1.9)
 */
public record OpusSettings(int bitsPerSecond, int complexity, boolean inbandFec, int packetLossPercent, boolean dtx) {

    public static final int MIN_BITS_PER_SECOND = 6_000;
    public static final int MAX_BITS_PER_SECOND = 128_000;

    public OpusSettings {
        if (bitsPerSecond < MIN_BITS_PER_SECOND || bitsPerSecond > MAX_BITS_PER_SECOND) {
            throw new IllegalArgumentException("Opus is used at 6000 to 128000 bit/s, not " + bitsPerSecond);
        }
        if (complexity < 0 || complexity > 10) {
            throw new IllegalArgumentException("Opus complexity is 0 to 10, not " + complexity);
        }
        if (packetLossPercent < 0 || packetLossPercent > 100) {
            throw new IllegalArgumentException("packet loss is 0 to 100 percent, not " + packetLossPercent);
        }
    }

    /** For speech sampled at {@code sampleRate}: 16 kbit/s at 8 kHz, 24 at 16 kHz, 32 above. */
    public static OpusSettings speech(int sampleRate) {
        int bitsPerSecond = sampleRate <= 8_000 ? 16_000 : sampleRate <= 16_000 ? 24_000 : 32_000;
        return new OpusSettings(bitsPerSecond, 5, true, 5, false);
    }

    public OpusSettings withBitsPerSecond(int value) {
        return new OpusSettings(value, complexity, inbandFec, packetLossPercent, dtx);
    }

    public OpusSettings withComplexity(int value) {
        return new OpusSettings(bitsPerSecond, value, inbandFec, packetLossPercent, dtx);
    }

    public OpusSettings withInbandFec(boolean value) {
        return new OpusSettings(bitsPerSecond, complexity, value, packetLossPercent, dtx);
    }

    public OpusSettings withDtx(boolean value) {
        return new OpusSettings(bitsPerSecond, complexity, inbandFec, packetLossPercent, value);
    }
}
