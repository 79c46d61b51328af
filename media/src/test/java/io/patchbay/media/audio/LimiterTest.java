package io.patchbay.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LimiterTest {
    private static final int FRAME = 160;

    @Test
    void whatFitsIsLeftAlone() {
        short[] said = Tones.sine(440, 8_000, -5, 0, 8_000);
        assertThat(limit(said, 1)).isEqualTo(said);
    }

    @Test
    void whatIsTooLoudIsTurnedDownWithoutCorners() {
        short[] said = Tones.sine(440, 8_000, -4, 0, 16_000);
        short[] heard = limit(said, 6);
        assertThat(Tones.dbov(heard, 8_000, 8_000, 440, 8_000)).isBetween(-5.0, -3.0);
        assertThat(Tones.dbov(heard, 8_000, 8_000, 1_320, 8_000)).isLessThan(-45); // no clipping
        assertThat(Tones.sharpest(heard, 1_000, heard.length)).isLessThan(2 * Tones.sharpestOf(440, 8_000, -4));
    }

    @Test
    void aSuddenShoutNeitherWrapsNorStaysLoud() {
        short[] said = Tones.concat(Tones.sine(300, 8_000, -30, 0, 1_600), Tones.sine(300, 8_000, -3, 1_600, 1_600));
        short[] heard = limit(said, 4);
        for (int i = 0; i < heard.length; i++) {
            assertThat(heard[i] * said[i])
                    .as("a sample that wrapped changes its sign")
                    .isGreaterThanOrEqualTo(0);
        }
        int loudest = 0;
        for (int i = 2_000; i < heard.length; i++) {
            loudest = Math.max(loudest, Math.abs(heard[i]));
        }
        assertThat(loudest).isBetween(26_000, 29_100);
    }

    @Test
    void afterAShoutTheGainComesBack() {
        short[] said = Tones.concat(Tones.sine(300, 8_000, -3, 0, 1_600), Tones.sine(300, 8_000, -40, 1_600, 8_000));
        short[] heard = limit(said, 4);
        assertThat(Tones.dbov(heard, 6_400, 3_200, 300, 8_000)).isBetween(-28.5, -27.5);
    }

    private static short[] limit(short[] said, int voices) {
        Limiter limiter = new Limiter();
        short[] heard = new short[said.length];
        short[] out = new short[FRAME];
        for (int at = 0; at < said.length; at += FRAME) {
            int[] mix = new int[FRAME];
            for (int i = 0; i < FRAME; i++) {
                mix[i] = voices * said[at + i];
            }
            limiter.process(mix, FRAME, out);
            System.arraycopy(out, 0, heard, at, FRAME);
        }
        return Arrays.copyOf(heard, heard.length);
    }
}
