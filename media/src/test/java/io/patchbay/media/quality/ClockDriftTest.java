package io.patchbay.media.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockDriftTest {
    private final ClockDrift drift = new ClockDrift();
    private final Random random = new Random(4);
    private long timestamp = 0xFFFF_0000L; // wraps soon
    private double sentNanos;

    @ParameterizedTest
    @CsvSource({
        // ppm of the phone's clock, jitter in ms, seconds, how close
        "0, 0, 60, 0.1",
        "100, 0, 60, 0.1",
        "-100, 0, 60, 0.1",
        "100, 30, 120, 15",
        "-100, 30, 120, 15",
        "20, 50, 3600, 1",
        "-100, 50, 14400, 1"
    })
    void measuresThePhonesClockThroughJitter(double ppm, int jitterMillis, int seconds, double close) {
        send(ppm, jitterMillis, seconds);
        assertThat(drift.ppm()).isCloseTo(ppm, within(close));
    }

    @Test
    void isNotMovedByAWhileOfMuchDelay() {
        send(100, 5, 60);
        sentNanos += 80e6; // another way through the network for a while
        send(100, 5, 8);
        sentNanos -= 80e6;
        send(100, 5, 60);
        assertThat(drift.ppm()).isCloseTo(100, within(20.0));
    }

    @Test
    void saysNothingTooSoon() {
        send(100, 0, 8);
        assertThat(drift.ppm()).isNaN();
    }

    @Test
    void beginsAnewWhereTimestampsDo() {
        send(100, 0, 60);
        timestamp += 8_000 * 3_600;
        send(-50, 0, 60);
        assertThat(drift.ppm()).isCloseTo(-50, within(0.5));
    }

    /** Packets of 20 ms by the phone's clock, as they arrive by ours. */
    private void send(double ppm, int jitterMillis, int seconds) {
        for (int i = 0; i < seconds * 50; i++) {
            double jitter = jitterMillis == 0 ? 0 : random.nextDouble() * jitterMillis * 1e6;
            drift.onPacket(timestamp & 0xFFFF_FFFFL, 8_000, (long) (sentNanos + jitter));
            timestamp += 160;
            sentNanos += 20e6 / (1 + ppm / 1e6);
        }
    }
}
