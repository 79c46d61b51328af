package io.patchbay.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LossConcealmentTest {

    /** Plays {@code pcm} in frames, of which those from {@code lostFrom} on, {@code lost} of them, don't come. */
    private static short[] withLoss(short[] pcm, int sampleRate, int frame, int lostFrom, int lost) {
        LossConcealment concealment = new LossConcealment(sampleRate);
        short[] heard = new short[pcm.length];
        short[] buffer = new short[frame];
        for (int i = 0; i < pcm.length / frame; i++) {
            System.arraycopy(pcm, i * frame, buffer, 0, frame);
            if (i >= lostFrom && i < lostFrom + lost) {
                Arrays.fill(buffer, (short) 12_345);
                concealment.conceal(buffer, frame);
            } else {
                concealment.received(buffer, frame);
            }
            System.arraycopy(buffer, 0, heard, i * frame, frame);
        }
        return heard;
    }

    @ParameterizedTest
    @CsvSource({"8000, 100", "8000, 200", "8000, 133", "16000, 80", "16000, 190"})
    void aLostPacketOfAToneIsHardlyHeard(int sampleRate, int hertz) {
        int frame = sampleRate / 100;
        short[] sent = Signals.sine(hertz, 10_000, sampleRate, sampleRate / 2);
        short[] heard = withLoss(sent, sampleRate, frame, 20, 1);
        assertThat(Signals.rms(heard, 20 * frame, 21 * frame)).isBetween(5_000.0, 9_000.0);
        assertThat(largestStep(heard)).isLessThan(1.6 * largestStep(sent));
        assertThat(Signals.bestSnr(Arrays.copyOf(sent, 23 * frame), Arrays.copyOf(heard, 23 * frame), 0))
                .isGreaterThan(20);
    }

    @ParameterizedTest
    @CsvSource({"8000, 1", "8000, 3", "8000, 7", "16000, 2", "16000, 5"})
    void joinsAndLeavesSpeechWithoutClicks(int sampleRate, int lost) {
        int frame = sampleRate / 50;
        short[] sent = Signals.speechLike(sampleRate, sampleRate);
        short[] heard = withLoss(sent, sampleRate, frame, 20, lost);
        assertThat(largestStep(heard)).isLessThan(1.3 * largestStep(sent));
    }

    @Test
    void fadesToSilenceWithinSixtyMilliseconds() {
        short[] sent = Signals.speechLike(8_000, 8_000);
        short[] heard = withLoss(sent, 8_000, 80, 40, 10);
        double before = Signals.rms(heard, 39 * 80, 40 * 80);
        double at30 = Signals.rms(heard, 43 * 80, 44 * 80);
        assertThat(at30).isLessThan(0.8 * before).isGreaterThan(0.2 * before);
        for (int i = 46 * 80; i < 50 * 80; i++) {
            assertThat(heard[i]).isZero();
        }
    }

    @Test
    void speechComesBackWithinTenMilliseconds() {
        short[] sent = Signals.speechLike(8_000, 8_000);
        short[] heard = withLoss(sent, 8_000, 160, 20, 4);
        int back = 24 * 160;
        assertThat(Arrays.copyOfRange(heard, back + 80, sent.length))
                .isEqualTo(Arrays.copyOfRange(sent, back + 80, sent.length));
    }

    @Test
    void changesNothingWhereNothingIsLost() {
        short[] sent = Signals.speechLike(16_000, 16_000);
        assertThat(withLoss(sent, 16_000, 320, 999, 0)).isEqualTo(sent);
    }

    @Test
    void makesUpNothingBeforeAnythingWasHeard() {
        LossConcealment concealment = new LossConcealment(8_000);
        short[] pcm = new short[160];
        Arrays.fill(pcm, (short) 99);
        concealment.conceal(pcm, 160);
        assertThat(pcm).containsOnly(0);
        Arrays.fill(pcm, (short) 99);
        concealment.received(pcm, 160);
        assertThat(pcm).containsOnly(99);
        concealment.reset();
        concealment.conceal(pcm, 160);
        assertThat(pcm).containsOnly(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000})
    void anyOrderOfPacketsAndLossesOfAnyLengthIsTaken(int sampleRate) {
        Random random = new Random(9);
        LossConcealment concealment = new LossConcealment(sampleRate);
        short[] pcm = new short[sampleRate * 120 / 1000];
        for (int i = 0; i < 2_000; i++) {
            int samples = random.nextInt(pcm.length + 1);
            if (random.nextBoolean()) {
                concealment.conceal(pcm, samples);
            } else {
                for (int s = 0; s < samples; s++) {
                    pcm[s] = (short) (random.nextBoolean() ? Short.MAX_VALUE : Short.MIN_VALUE);
                }
                concealment.received(pcm, samples);
            }
        }
    }

    private static double largestStep(short[] pcm) {
        int largest = 0;
        for (int i = 1; i < pcm.length; i++) {
            largest = Math.max(largest, Math.abs(pcm[i] - pcm[i - 1]));
        }
        return largest;
    }
}
