package io.patchbay.testbeds.audio;

/**
 * A signal that one can be told by: a carrier whose level swings four times a second, as speech does, since noise
 * suppression and speech detection take a steady tone for noise.
 *
 * @param frequency of the carrier, in Hz
 * @param level of the carrier's mean power, in dB relative to a full-scale sine, at most -6
 */
public record Tone(double frequency, double level) {
    private static final double SWINGS_PER_SECOND = 4;
    private static final double DEPTH = 0.7;

    public Tone {
        if (frequency <= 0 || level > -6) {
            throw new IllegalArgumentException(
                    "tone of %s Hz at %s dB: above 0 Hz and at most -6 dB, please".formatted(frequency, level));
        }
    }

    public static Tone of(double frequency) {
        return new Tone(frequency, -20);
    }

    /**
     * Writes a part of the signal.
     *
     * @param position index of the first sample since the signal's begin
     */
    public void fill(short[] pcm, int samples, long position, int sampleRate) {
        // mean power of the modulated carrier is (1 + depth²/2) times the plain one's
        double amplitude = 32767 * Math.pow(10, level / 20) / Math.sqrt(1 + DEPTH * DEPTH / 2);
        for (int i = 0; i < samples; i++) {
            double seconds = (double) (position + i) / sampleRate;
            double swing = 1 + DEPTH * Math.sin(2 * Math.PI * SWINGS_PER_SECOND * seconds);
            pcm[i] = (short) Math.round(amplitude * swing * Math.sin(2 * Math.PI * frequency * seconds));
        }
    }
}
