package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NtpTimeTest {

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 83aa7e8000000000",
        "1970-01-01T00:00:00.5Z, 83aa7e8080000000",
        "2024-02-29T12:00:00.25Z, e98af04040000000"
    })
    void countsSecondsSince1900(Instant instant, String hex) {
        assertThat(Long.toHexString(NtpTime.of(instant))).isEqualTo(hex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1970-01-01T00:00:00Z", "2026-07-08T09:10:11.123456789Z", "2036-02-07T06:28:15.999999999Z"})
    void givesTheInstantBack(Instant instant) {
        assertThat(NtpTime.toInstant(NtpTime.of(instant))).isEqualTo(instant);
    }

    @Test
    void compactIsTheMiddle() {
        assertThat(NtpTime.compact(0x11112222_33334444L)).isEqualTo(0x22223333L);
        assertThat(NtpTime.compact(0xFFFFFFFF_FFFF0000L)).isEqualTo(0xFFFFFFFFL);
    }

    @Test
    void spansSurviveTheCompactForm() {
        assertThat(NtpTime.compactSpan(1_500_000_000L)).isEqualTo(98_304);
        assertThat(NtpTime.compactToDuration(98_304)).isEqualTo(Duration.ofMillis(1500));
    }

    @Test
    void theClockRunsWithTheSteadyOneInBothDirections() {
        Instant origin = Instant.parse("2026-01-01T00:00:00.9Z");
        NtpClock clock = new NtpClock(Clock.fixed(origin, ZoneOffset.UTC), () -> -5);
        assertThat(NtpTime.toInstant(clock.ntpAt(-5))).isEqualTo(origin);
        assertThat(NtpTime.toInstant(clock.ntpAt(200_000_000L - 5))).isEqualTo(origin.plusMillis(200));
        assertThat(NtpTime.toInstant(clock.ntpAt(-2_000_000_000L - 5))).isEqualTo(origin.minusSeconds(2));
    }
}
