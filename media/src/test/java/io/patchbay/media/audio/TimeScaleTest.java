package io.patchbay.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TimeScaleTest {

    @ParameterizedTest
    @EnumSource(SampleRate.class)
    void aVoiceIsShortenedByWholePeriods(SampleRate rate) {
        PcmQueue queue = queue(voice(rate, 20));
        int before = queue.size();
        int less = new TimeScale(rate).shorten(queue, rate.samples(14), false);
        assertThat(less).isGreaterThanOrEqualTo(rate.samples(5) / 2).isLessThanOrEqualTo(rate.samples(14));
        assertThat(queue.size()).isEqualTo(before - less);
        assertSmooth(queue, rate);
    }

    @ParameterizedTest
    @EnumSource(SampleRate.class)
    void aVoiceIsLengthenedByWholePeriods(SampleRate rate) {
        PcmQueue queue = queue(voice(rate, 20));
        int before = queue.size();
        int more = new TimeScale(rate).lengthen(queue, rate.samples(14));
        assertThat(more).isGreaterThanOrEqualTo(rate.samples(5) / 2).isLessThanOrEqualTo(rate.samples(14));
        assertThat(queue.size()).isEqualTo(before + more);
        assertSmooth(queue, rate);
    }

    @Test
    void theEndIsUntouchedSoThatTheNextSamplesJoin() {
        short[] said = voice(SampleRate.NARROWBAND, 20);
        PcmQueue queue = queue(said);
        new TimeScale(SampleRate.NARROWBAND).lengthen(queue, 112);
        assertThat(queue.array(0)[queue.size() - 1]).isEqualTo(said[said.length - 1]);
        assertThat(queue.array(0)[0]).isEqualTo(said[0]);
    }

    @Test
    void loudNoiseHasNoSeamUnlessItMustBe() {
        short[] noise = noise(8_000);
        TimeScale timeScale = new TimeScale(SampleRate.NARROWBAND);
        assertThat(timeScale.shorten(queue(noise), 112, false)).isZero();
        assertThat(timeScale.lengthen(queue(noise), 112)).isZero();
        assertThat(timeScale.shorten(queue(noise), 112, true)).isPositive();
    }

    @Test
    void quietNoiseJoinsWithAnything() {
        assertThat(new TimeScale(SampleRate.NARROWBAND).shorten(queue(noise(60)), 112, false))
                .isPositive();
    }

    private static void assertSmooth(PcmQueue queue, SampleRate rate) {
        int allowed = 2 * (Tones.sharpestOf(150, rate.hertz(), -15) + Tones.sharpestOf(300, rate.hertz(), -20)) + 40;
        assertThat(Tones.sharpest(queue.array(0), 0, queue.size())).isLessThan(allowed);
    }

    private static short[] voice(SampleRate rate, int millis) {
        short[] low = Tones.sine(150, rate.hertz(), -15, 0, rate.samples(millis));
        short[] high = Tones.sine(300, rate.hertz(), -20, 0, rate.samples(millis));
        for (int i = 0; i < low.length; i++) {
            low[i] += high[i];
        }
        return low;
    }

    private static short[] noise(int amplitude) {
        Random random = new Random(7);
        short[] pcm = new short[160];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (random.nextGaussian() * amplitude);
        }
        return pcm;
    }

    private static PcmQueue queue(short[] pcm) {
        PcmQueue queue = new PcmQueue(pcm.length);
        queue.append(pcm, pcm.length);
        return queue;
    }
}
