package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ReceiveStatisticsTest {
    private static final long MILLI = 1_000_000;

    private final ReceiveStatistics statistics = new ReceiveStatistics(7, 8_000);
    private long now;

    /** A packet of 20 ms that comes in time. */
    private boolean packet(int sequenceNumber) {
        now += 20 * MILLI;
        return statistics.onPacket(sequenceNumber & 0xFFFF, now / 1000 * 8 / 1000, 160, now);
    }

    @Test
    void reportsNothingLostWhereNothingWas() {
        for (int i = 100; i < 200; i++) {
            packet(i);
        }
        assertThat(statistics.report(now)).isEqualTo(new ReportBlock(7, 0, 0, 199, 0, 0, 0));
        assertThat(statistics.octets()).isEqualTo(16_000);
    }

    @Test
    void hasNothingToReportBeforeTheFirstPacket() {
        assertThat(statistics.report(now)).isEqualTo(new ReportBlock(7, 0, 0, 0, 0, 0, 0));
        assertThat(statistics.expected()).isZero();
    }

    @Test
    void tellsTheFractionLostOfEachIntervalAndTheSum() {
        for (int i = 0; i < 100; i++) {
            if (i % 4 != 1) {
                packet(i);
            }
        }
        ReportBlock first = statistics.report(now);
        assertThat(first.fractionLost()).isEqualTo(64); // a quarter of 256
        assertThat(first.cumulativeLost()).isEqualTo(25);
        for (int i = 100; i < 200; i++) {
            packet(i);
        }
        ReportBlock second = statistics.report(now);
        assertThat(second.fractionLost()).isZero();
        assertThat(second.cumulativeLost()).isEqualTo(25);
    }

    @Test
    void countsOnOverTheWrap() {
        for (int i = 65_500; i < 65_600; i++) {
            packet(i);
        }
        assertThat(statistics.expected()).isEqualTo(100);
        assertThat(statistics.lost()).isZero();
        assertThat(statistics.extendedHighestSequenceNumber()).isEqualTo(0x10000 + 63);
    }

    @Test
    void packetsOutOfOrderAreNotLost() {
        for (int i : new int[] {1, 2, 4, 3, 5, 8, 7, 6}) {
            assertThat(packet(i)).isTrue();
        }
        assertThat(statistics.lost()).isZero();
        assertThat(statistics.extendedHighestSequenceNumber()).isEqualTo(8);
    }

    @Test
    void orderAcrossTheWrapIsKept() {
        for (int i : new int[] {65_534, 0, 65_535, 1}) {
            packet(i);
        }
        assertThat(statistics.expected()).isEqualTo(4);
        assertThat(statistics.lost()).isZero();
    }

    @Test
    void duplicatesMakeTheLossNegative() {
        packet(1);
        packet(2);
        packet(2);
        assertThat(statistics.report(now).cumulativeLost()).isEqualTo(-1);
        assertThat(statistics.report(now).fractionLost()).isZero();
    }

    @Test
    void leavesOutALeapThatNothingFollows() {
        packet(1);
        assertThat(packet(30_000)).isFalse();
        assertThat(packet(2)).isTrue();
        assertThat(packet(40_000)).isFalse();
        assertThat(packet(50_000)).isFalse();
        assertThat(statistics.received()).isEqualTo(2);
        assertThat(statistics.lost()).isZero();
    }

    @Test
    void startsAnewWhereTheSourceDid() {
        packet(1);
        packet(2);
        assertThat(packet(30_000)).isFalse();
        assertThat(packet(30_001)).isTrue();
        assertThat(statistics.restarts()).isEqualTo(1);
        assertThat(statistics.extendedHighestSequenceNumber()).isEqualTo(30_001);
        assertThat(statistics.expected()).isEqualTo(1);
        assertThat(statistics.report(now).cumulativeLost()).isZero();
    }

    @Test
    void jitterConvergesOnTheMeanDeviation() {
        // every other packet is 5 ms late: |D| is 5 ms, 40 units of 8 kHz
        for (int i = 0; i < 400; i++) {
            long arrival = i * 20 * MILLI + (i % 2) * 5 * MILLI;
            statistics.onPacket(i, i * 160L, 160, arrival);
        }
        assertThat((double) statistics.jitter()).isCloseTo(40, within(2.0));
        assertThat(statistics.jitterMillis()).isCloseTo(5, within(0.3));
    }

    @Test
    void jitterStaysCalmOverTheTimestampWrapAndAnOldClock() {
        long offset = 0xFFFFFFFFL - 800;
        long start = Long.MAX_VALUE / 2;
        for (int i = 0; i < 100; i++) {
            statistics.onPacket(i, offset + i * 160L & 0xFFFFFFFFL, 160, start + i * 20 * MILLI);
        }
        assertThat(statistics.jitter()).isLessThanOrEqualTo(1);
    }

    @Test
    void tellsWhenTheLastSenderReportCame() {
        packet(1);
        statistics.onSenderReport(0x11112222_33334444L, 4711, now);
        ReportBlock block = statistics.report(now + 1_500 * MILLI);
        assertThat(block.lastSenderReport()).isEqualTo(0x22223333L);
        assertThat(block.delaySinceLastSenderReport()).isEqualTo(65_536 + 32_768);
    }

    @Test
    void refusesAClockThatStandsStill() {
        assertThatThrownBy(() -> new ReceiveStatistics(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
