package io.patchbay.media.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SilenceTest {
    private static final long SECOND = 1_000_000_000L;

    private final Silence silence = new Silence(new InactivityLimits(Duration.ofSeconds(60), Duration.ofSeconds(600)));

    @BeforeEach
    void begins() {
        silence.begin(0);
    }

    @Test
    void isToldOnceUntilSomethingComes() {
        assertThat(silence.isTooLong(true, 59 * SECOND)).isFalse();
        assertThat(silence.isTooLong(true, 60 * SECOND)).isTrue();
        assertThat(silence.isTooLong(true, 61 * SECOND)).isFalse();
        silence.onAudio(70 * SECOND);
        assertThat(silence.isTooLong(true, 129 * SECOND)).isFalse();
        assertThat(silence.isTooLong(true, 130 * SECOND)).isTrue();
    }

    @Test
    void isLongerOnHold() {
        assertThat(silence.isTooLong(false, 599 * SECOND)).isFalse();
        assertThat(silence.isTooLong(false, 600 * SECOND)).isTrue();
    }

    @Test
    void beginsAnewAfterHold() {
        silence.begin(500 * SECOND);
        assertThat(silence.isTooLong(true, 559 * SECOND)).isFalse();
        assertThat(silence.isTooLong(true, 560 * SECOND)).isTrue();
    }

    @Test
    void isLongerWhileThePhonePauses() {
        silence.onComfortNoise(SECOND);
        assertThat(silence.isTooLong(true, 600 * SECOND)).isFalse();
        silence.onAudio(600 * SECOND);
        assertThat(silence.isTooLong(true, 660 * SECOND)).isTrue();
    }

    @Test
    void aMutedPhoneThatReportsIsThere() {
        for (int second = 5; second < 300; second += 5) {
            silence.onControl(second * SECOND);
            assertThat(silence.isTooLong(true, second * SECOND)).isFalse();
        }
        assertThat(silence.isTooLong(true, 355 * SECOND)).isTrue();
    }
}
