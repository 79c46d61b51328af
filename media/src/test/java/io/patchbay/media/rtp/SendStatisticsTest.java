package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class SendStatisticsTest {
    private static final long MILLI = 1_000_000;
    private static final Instant EPOCH = Instant.parse("2026-01-02T03:04:05Z");

    private final NtpClock clock = new NtpClock(Clock.fixed(EPOCH, ZoneOffset.UTC), () -> 0);
    private final SendStatistics statistics = new SendStatistics(7, 8_000, clock);
    private final byte[] buffer = new byte[200];
    private final RtcpWriter writer = new RtcpWriter().wrap(buffer, 0, 200);

    @Test
    void reportsTheSameMomentOnBothClocks() {
        statistics.onPacket(0xFFFFFFF0L, 160, 1_000 * MILLI);
        statistics.onPacket(0xFFFFFFF0L + 160 & 0xFFFFFFFFL, 160, 1_020 * MILLI);

        assertThat(statistics.writeSenderReport(writer, 1_030 * MILLI)).isTrue();

        long ntp = NtpTime.of(EPOCH.plusMillis(1_030));
        long timestamp = 0xFFFFFFF0L + 160 + 80 & 0xFFFFFFFFL; // 10 ms after the last packet
        assertThat(RtcpLog.of(buffer, 0, writer.length()))
                .containsExactly("SR 7 %x %d 2 320".formatted(ntp, timestamp));
    }

    @Test
    void worksOutTheRoundTrip() {
        long sentAt = 5_000 * MILLI;
        statistics.onPacket(0, 160, sentAt);
        long lsr = NtpTime.compact(clock.ntpAt(sentAt));
        long heldFor = NtpTime.compactSpan(700 * MILLI);

        statistics.onReportBlock(new ReportBlock(7, 3, 4, 5, 6, lsr, heldFor), sentAt + 780 * MILLI);

        assertThat((double) statistics.roundTripNanos()).isCloseTo(80 * MILLI, within(0.1 * MILLI));
        assertThat(statistics.remote().fractionLost()).isEqualTo(3);
    }

    @Test
    void knowsNoRoundTripBeforeTheOtherEndHeardAReport() {
        statistics.onReportBlock(new ReportBlock(7, 0, 0, 0, 0, 0, 0), 1_000 * MILLI);
        assertThat(statistics.roundTripNanos()).isNegative();
        assertThat(statistics.remote()).isNotNull();
    }

    @Test
    void ignoresReportsOnOtherSourcesAndFromTheFuture() {
        statistics.onReportBlock(new ReportBlock(8, 0, 0, 0, 0, 1, 0), 1_000 * MILLI);
        assertThat(statistics.remote()).isNull();
        long future = NtpTime.compact(clock.ntpAt(9_000 * MILLI));
        statistics.onReportBlock(new ReportBlock(7, 0, 0, 0, 0, future, 0), 1_000 * MILLI);
        assertThat(statistics.roundTripNanos()).isNegative();
    }
}
