package io.patchbay.media.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Streams are written as text: '+' has come, '-' is lost, 'x' came too late; 20 ms a packet. A number before a '+' repeats it. */
class LossPatternTest {
    @ParameterizedTest
    @CsvSource({
        // stream, bursts, density of bursts in percent, their ms, density of gaps in percent, their ms
        "100+, 0, 0, 0, 0, 2000",
        "50+ - 49+, 0, 0, 0, 1, 2000",
        "40+ - 16+ - 42+, 0, 0, 0, 2, 2000", // RFC 3611 §4.7.2: 16 good ones between are a gap
        "40+ - 15+ - 43+, 1, 11.76, 340, 0, 830", // 15 are a burst of 17 packets with 2 lost
        "30+ - - - 67+, 1, 100, 60, 0, 970",
        "30+ x - x 67+, 1, 100, 60, 0, 970",
        "20+ - - 20+ - 20+ - + - 33+, 2, 80, 50, 1.06, 626.7",
        "50+ - -, 1, 100, 40, 0, 1000"
    })
    void tellsBurstsFromGaps(
            String stream, long bursts, double density, double millis, double gapDensity, double gapMillis) {
        LossFigures figures = look(stream, 65_500);
        assertThat(figures.bursts()).isEqualTo(bursts);
        assertThat(figures.burstDensityPercent()).isCloseTo(density, within(0.01));
        assertThat(figures.burstMillis()).isCloseTo(millis, within(0.1));
        assertThat(figures.gapDensityPercent()).isCloseTo(gapDensity, within(0.01));
        assertThat(figures.gapMillis()).isCloseTo(gapMillis, within(0.1));
    }

    @Test
    void takesReorderedPacketsForNoLoss() {
        LossPattern pattern = new LossPattern();
        for (int i = 0; i < 200; i += 2) {
            pattern.onPacket(i + 1, true);
            pattern.onPacket(i, true);
        }
        pattern.settle();
        assertThat(pattern.figures(20).bursts()).isZero();
        assertThat(pattern.figures(20).gapDensityPercent()).isZero();
    }

    @Test
    void findsRandomLossRandomAndRunsBursty() {
        assertThat(ratio(new Random(1), 0.1, 0.9)).isCloseTo(1, within(0.05));
        assertThat(ratio(new Random(2), 0.05, 0.25)).isCloseTo(1 / (0.05 + 0.25), within(0.2)); // ITU-T G.107 §7.5
    }

    /** Sequence numbers of any kind cost little and break nothing. */
    @Test
    void survivesLeapsOfTheSequence() {
        LossPattern pattern = new LossPattern();
        Random random = new Random(3);
        for (int i = 0; i < 100_000; i++) {
            pattern.onPacket(random.nextInt(0x10000), random.nextBoolean());
        }
        pattern.settle();
        LossFigures figures = pattern.figures(20);
        assertThat(figures.burstDensityPercent()).isBetween(0.0, 100.0);
        assertThat(figures.burstRatio()).isPositive();
    }

    /** A chain of two states that goes from found to lost with probability p, and back with q. */
    private static double ratio(Random random, double p, double q) {
        LossPattern pattern = new LossPattern();
        boolean lost = false;
        for (int i = 0; i < 50_000; i++) {
            lost = lost ? random.nextDouble() >= q : random.nextDouble() < p;
            if (!lost) {
                pattern.onPacket(i & 0xFFFF, true);
            }
        }
        pattern.settle();
        return pattern.figures(20).burstRatio();
    }

    private static LossFigures look(String stream, int firstSequence) {
        LossPattern pattern = new LossPattern();
        int sequence = firstSequence;
        for (String word : stream.split(" ")) {
            int times = word.length() == 1 ? 1 : Integer.parseInt(word.substring(0, word.length() - 1));
            for (int i = 0; i < times; i++, sequence++) {
                if (!word.equals("-")) {
                    pattern.onPacket(sequence & 0xFFFF, !word.equals("x"));
                }
            }
        }
        // the last ones show by what follows, which is then taken off again by its not being judged yet
        if (stream.endsWith("-")) {
            pattern.onPacket(sequence + 63 & 0xFFFF, true);
            return pattern.figures(20);
        }
        pattern.settle();
        return pattern.figures(20);
    }
}
