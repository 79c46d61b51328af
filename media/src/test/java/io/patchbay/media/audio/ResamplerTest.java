package io.patchbay.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {

    @ParameterizedTest
    @CsvSource({
        "8000, 16000, 300", "8000, 16000, 3400", "8000, 48000, 1000", "8000, 48000, 3400",
        "16000, 8000, 1000", "16000, 8000, 3300", "16000, 48000, 6800", "48000, 8000, 300",
        "48000, 8000, 3300", "48000, 16000, 6800"
    })
    void aToneKeepsItsLevelAndNothingElseAppears(int from, int to, double hertz) {
        short[] out = resample(Tones.sine(hertz, from, -12, 0, from), from, to);
        assertThat(out).hasSize(to);
        assertThat(Tones.dbov(out, to / 4, to / 2, hertz, to)).isBetween(-12.5, -11.5);
        for (double image = from - hertz; image < to / 2.0; image += from) {
            assertThat(Tones.dbov(out, to / 4, to / 2, image, to))
                    .as("image at %.0f Hz", image)
                    .isLessThan(-55);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "16000, 8000, 5500, 2500",
        "48000, 8000, 5000, 3000",
        "48000, 8000, 20000, 4000",
        "48000, 16000, 10000, 6000"
    })
    void whatTheSlowerRateCannotHoldIsGoneRatherThanFoldedBack(int from, int to, double hertz, double folded) {
        short[] out = resample(Tones.sine(hertz, from, -6, 0, from), from, to);
        assertThat(Tones.dbov(out, to / 4, to / 2, folded, to)).isLessThan(-60);
    }

    @Test
    void framesJoinWithoutASeam() {
        short[] in = Tones.sine(777, 8_000, -9, 0, 8_000);
        short[] whole = new short[48_000];
        new Resampler(8_000, 48_000).process(in, in.length, whole, 0);
        assertThat(resample(in, 8_000, 48_000)).isEqualTo(whole);
    }

    @Test
    void aConstantStaysThatConstant() {
        short[] in = new short[1_600];
        Arrays.fill(in, (short) 12_345);
        short[] out = resample(in, 8_000, 48_000);
        for (int i = 600; i < out.length; i++) {
            assertThat(out[i]).isBetween((short) 12_344, (short) 12_346);
        }
    }

    @Test
    void fullScaleDoesNotWrap() {
        short[] in = new short[8_000];
        for (int i = 0; i < in.length; i++) {
            in[i] = i / 20 % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE;
        }
        short[] out = resample(in, 8_000, 48_000);
        for (int i = 200; i < out.length; i++) {
            assertThat(Math.abs(out[i] - out[i - 1])).isLessThan(20_000);
        }
    }

    @Test
    void otherRatiosAreRefused() {
        assertThatThrownBy(() -> new Resampler(8_000, 44_100))
                .hasMessageContaining("8000")
                .hasMessageContaining("44100");
    }

    private static short[] resample(short[] in, int from, int to) {
        Resampler resampler = new Resampler(from, to);
        short[] out = new short[(int) ((long) in.length * to / from)];
        int frame = from / 50;
        int at = 0;
        for (int i = 0; i < in.length; i += frame) {
            at += resampler.process(Arrays.copyOfRange(in, i, i + frame), frame, out, at);
        }
        return out;
    }
}
