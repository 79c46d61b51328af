package io.patchbay.testbeds.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SpectrumTest {
    private static final int RATE = 8_000;

    @Test
    void measuresToneAtItsLevel() {
        Spectrum spectrum = new Spectrum(mix(new Tone(500, -20)), RATE);

        assertThat(spectrum.level(500)).isCloseTo(-20, within(0.5));
        assertThat(spectrum.totalLevel()).isCloseTo(-20, within(0.5));
    }

    @Test
    void tellsSeveralTonesApart() {
        Spectrum spectrum = new Spectrum(mix(new Tone(500, -20), new Tone(710, -26), new Tone(1310, -20)), RATE);

        assertThat(spectrum.hears(500)).isTrue();
        assertThat(spectrum.hears(710)).isTrue();
        assertThat(spectrum.hears(1310)).isTrue();
        assertThat(spectrum.hears(970)).isFalse();
        assertThat(spectrum.spread(List.of(500.0, 710.0, 1310.0))).isCloseTo(6, within(0.5));
    }

    @Test
    void hearsNothingInNoiseOrSilence() {
        Random random = new Random(1);
        short[] noise = new short[2 * RATE];
        for (int i = 0; i < noise.length; i++) {
            noise[i] = (short) (random.nextGaussian() * 3_000);
        }

        assertThat(new Spectrum(noise, RATE).hears(710)).isFalse();
        assertThat(new Spectrum(new short[2 * RATE], RATE).level(710)).isEqualTo(-140);
        assertThat(new Spectrum(new short[0], RATE).hears(710)).isFalse();
    }

    private static short[] mix(Tone... tones) {
        short[] sum = new short[2 * RATE];
        short[] one = new short[sum.length];
        for (Tone tone : tones) {
            tone.fill(one, one.length, 0, RATE);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += one[i];
            }
        }
        return sum;
    }
}
