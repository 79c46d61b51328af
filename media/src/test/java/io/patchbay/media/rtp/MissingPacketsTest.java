package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class MissingPacketsTest {
    private static final long MILLI = 1_000_000;
    private static final long ROUND_TRIP = 50 * MILLI;

    private final MissingPackets missing = new MissingPackets(3, Duration.ofMillis(500), Duration.ofMillis(10));
    private final int[] asked = new int[64];

    private int[] due(long millis) {
        return Arrays.copyOf(asked, missing.collect(millis * MILLI, ROUND_TRIP, asked));
    }

    private void came(long millis, int... sequenceNumbers) {
        for (int sequenceNumber : sequenceNumbers) {
            missing.onPacket(sequenceNumber, millis * MILLI);
        }
    }

    @Test
    void asksForNothingWhereNothingIsMissing() {
        came(0, 65_534, 65_535, 0, 1);
        assertThat(due(100)).isEmpty();
    }

    @Test
    void waitsForPacketsThatMayOnlyBeOutOfOrder() {
        came(0, 1, 3);
        assertThat(due(9)).isEmpty();
        assertThat(due(10)).containsExactly(2);
    }

    @Test
    void asksOverTheWrap() {
        came(0, 65_534, 1);
        assertThat(due(10)).containsExactly(65_535, 0);
    }

    @Test
    void asksAgainAfterARoundTripAndGivesUpInTheEnd() {
        came(0, 1, 3);
        assertThat(due(10)).containsExactly(2);
        assertThat(due(59)).isEmpty();
        assertThat(due(60)).containsExactly(2);
        assertThat(due(110)).containsExactly(2);
        assertThat(missing.takeGaveUp()).isFalse();
        assertThat(due(160)).isEmpty();
        assertThat(missing.takeGaveUp()).isTrue();
        assertThat(missing.takeGaveUp()).isFalse();
        assertThat(missing.size()).isZero();
    }

    @Test
    void givesUpWhatWouldComeTooLate() {
        came(0, 1, 3);
        assertThat(due(501)).isEmpty();
        assertThat(missing.takeGaveUp()).isTrue();
    }

    @Test
    void knowsWhenAMissingPacketCame() {
        came(0, 1, 4);
        assertThat(missing.onPacket(2, 5 * MILLI)).isTrue();
        assertThat(missing.onPacket(2, 5 * MILLI)).isFalse();
        assertThat(missing.onPacket(5, 5 * MILLI)).isFalse();
        assertThat(due(10)).containsExactly(3);
    }

    @Test
    void aLeapIsNotWorthAsking() {
        came(0, 1, 2 + MissingPackets.CAPACITY);
        assertThat(missing.size()).isEqualTo(MissingPackets.CAPACITY);
        came(0, 4 + MissingPackets.CAPACITY);
        assertThat(missing.size()).isZero();
        assertThat(missing.takeGaveUp()).isTrue();
        came(1, 6 + MissingPackets.CAPACITY);
        assertThat(due(11)).containsExactly(5 + MissingPackets.CAPACITY);
    }

    @Test
    void asksForNoMoreAtOnceThanThereIsRoomFor() {
        came(0, 0, 101);
        assertThat(due(10)).hasSize(64);
        assertThat(due(10)).hasSize(36);
        assertThat(due(10)).isEmpty();
    }

    @Test
    void forgetsAll() {
        came(0, 1, 3);
        missing.clear();
        came(1, 500, 501);
        assertThat(due(20)).isEmpty();
    }
}
