package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RetransmissionBufferTest {
    private static final long MILLI = 1_000_000;

    private final RetransmissionBuffer kept = new RetransmissionBuffer(8);
    private final RtpPacket found = new RtpPacket();

    private static RtpPacket packet(int sequenceNumber, int payload) {
        byte[] bytes = new byte[20 + 12 + payload];
        RtpPacket.writeHeader(bytes, 20, 96, true, sequenceNumber, 3, 4);
        Arrays.fill(bytes, 32, bytes.length, (byte) sequenceNumber);
        RtpPacket packet = new RtpPacket();
        assertThat(packet.parse(bytes, 20, 12 + payload)).isTrue();
        return packet;
    }

    @Test
    void givesACopyOfWhatWasSent() {
        RtpPacket sent = packet(65_535, 1000);
        kept.put(sent, 0);
        Arrays.fill(sent.buffer(), (byte) 0);
        assertThat(kept.get(65_535, 100 * MILLI, 50 * MILLI, found)).isTrue();
        assertThat(found.sequenceNumber()).isEqualTo(65_535);
        assertThat(found.payloadLength()).isEqualTo(1000);
        assertThat(found.buffer()[found.payloadOffset() + 999]).isEqualTo((byte) 65_535);
    }

    @Test
    void forgetsTheOldest() {
        for (int i = 0; i < 9; i++) {
            kept.put(packet(i, 10), 0);
        }
        assertThat(kept.get(0, MILLI, 0, found)).isFalse();
        assertThat(kept.get(1, MILLI, 0, found)).isTrue();
        assertThat(kept.get(8, MILLI, 0, found)).isTrue();
        assertThat(kept.get(9, MILLI, 0, found)).isFalse();
    }

    /** Else each of the thousands of streams of a large room takes room for a second of the best video there is. */
    @Test
    void takesRoomForTheLastSecondOnly() {
        RetransmissionBuffer slow = new RetransmissionBuffer(256);
        for (int i = 0; i < 1_000; i++) {
            slow.put(packet(i, 10), i * 40 * MILLI);
        }
        assertThat(slow.slots()).isEqualTo(32);
        assertThat(slow.get(999 - 24, 1_000 * 40 * MILLI, 0, found)).isTrue();
    }

    @Test
    void growsWithAFastStreamAndLosesNothingOfItsLastSecond() {
        RetransmissionBuffer fast = new RetransmissionBuffer(256);
        int first = 65_500; // and over the end of the sequence
        for (int i = 0; i < 200; i++) {
            fast.put(packet(first + i & 0xFFFF, 10), i * 5 * MILLI);
        }
        assertThat(fast.slots()).isEqualTo(256);
        for (int i = 0; i < 200; i++) {
            assertThat(fast.get(first + i & 0xFFFF, 1_000 * MILLI, 0, found))
                    .as("packet %d", i)
                    .isTrue();
            assertThat(found.sequenceNumber()).isEqualTo(first + i & 0xFFFF);
        }
    }

    @Test
    void sendsNothingTwiceWithinARoundTrip() {
        kept.put(packet(5, 10), 0);
        assertThat(kept.get(5, 40 * MILLI, 50 * MILLI, found)).isFalse();
        assertThat(kept.get(5, 60 * MILLI, 50 * MILLI, found)).isTrue();
        assertThat(kept.get(5, 100 * MILLI, 50 * MILLI, found)).isFalse();
        assertThat(kept.get(5, 110 * MILLI, 50 * MILLI, found)).isTrue();
    }

    @Test
    void usesItsArraysAgainForLongerAndShorterPackets() {
        for (int payload : new int[] {10, 1400, 3}) {
            kept.put(packet(5, payload), 0);
            assertThat(kept.get(5, 1, 0, found)).isTrue();
            assertThat(found.payloadLength()).isEqualTo(payload);
        }
        kept.clear();
        assertThat(kept.get(5, 1, 0, found)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -8, 3, 65_536})
    void refusesACapacityThatSequenceNumbersDoNotMapTo(int capacity) {
        assertThatThrownBy(() -> new RetransmissionBuffer(capacity)).isInstanceOf(IllegalArgumentException.class);
    }
}
