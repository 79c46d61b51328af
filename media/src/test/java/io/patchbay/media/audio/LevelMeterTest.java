package io.patchbay.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LevelMeterTest {
    private final LevelMeter meter = new LevelMeter();

    @Test
    void risesAtOnceAndFallsSlowly() {
        frames(10, -127);
        assertThat(meter.heldDbov()).isEqualTo(-127);
        frames(1, -20);
        assertThat(meter.heldDbov()).isEqualTo(-20);
        frames(10, -127); // a look every 200 ms still sees it
        assertThat(meter.heldDbov()).isEqualTo(-40);
        frames(100, -127);
        assertThat(meter.heldDbov()).isEqualTo(-127);
    }

    @Test
    void speechStandsOutOfTheBackground() {
        frames(50, -60);
        assertThat(meter.isSpeech()).isFalse();
        frames(1, -30);
        assertThat(meter.isSpeech()).isTrue();
        frames(9, -60); // between two words
        assertThat(meter.isSpeech()).isTrue();
        frames(5, -60);
        assertThat(meter.isSpeech()).isFalse();
    }

    @Test
    void aSteadyHumIsBackgroundAfterSomeSeconds() {
        frames(50, -60);
        frames(5 * 50, -48);
        assertThat(meter.isSpeech()).isFalse();
    }

    @Test
    void whoeverTalksOnLoudlyIsSpeech() {
        frames(60 * 50, -20);
        assertThat(meter.isSpeech()).isTrue();
    }

    private void frames(int count, int dbov) {
        for (int i = 0; i < count; i++) {
            meter.frame(dbov);
        }
    }
}
