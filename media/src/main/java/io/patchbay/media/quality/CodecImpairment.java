package io.patchbay.media.quality;

import io.patchbay.media.codec.AudioCodec;

/**
 * What a codec costs on the E-model's scale (ITU-T G.113). All codecs are rated on the narrowband scale, whose best is G.711 without
 * loss: G.722 and Opus sound better than that, which the scale does not show, and so never worse for it.
 */
public enum CodecImpairment {
    /** G.113 Appendix I: with the concealment of G.711 Appendix I. */
    G711(0, 25.1),
    /** G.113 has values for the wideband scale only; concealed as G.711 is, and so taken to lose as much. */
    G722(0, 25.1),
    /** Not in G.113. Taken to lose a little more than G.711: a frame leans on the one before. */
    OPUS(0, 20);

    private final double ie;
    private final double bpl;

    CodecImpairment(double ie, double bpl) {
        this.ie = ie;
        this.bpl = bpl;
    }

    public static CodecImpairment of(AudioCodec codec) {
        return switch (codec) {
            case PCMU, PCMA -> G711;
            case G722 -> G722;
            case OPUS -> OPUS;
        };
    }

    /** Ie: without loss. */
    double ie() {
        return ie;
    }

    /** Bpl: how well it bears loss; the percentage of random loss at which half of 95 - Ie is gone. */
    double bpl() {
        return bpl;
    }
}
