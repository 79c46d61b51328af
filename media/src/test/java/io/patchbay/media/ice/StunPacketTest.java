package io.patchbay.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StunPacketTest {
    /** RFC 5769 §2.1. */
    private static final byte[] SAMPLE = HexFormat.of()
            .parseHex("000100582112a442b7e7a701bc34d686fa87dfae"
                    + "802200105354554e207465737420636c69656e74"
                    + "002400046e0001ff"
                    + "80290008932ff9b151263b36"
                    + "000600096576746a3a68367659202020"
                    + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a2"
                    + "80280004e57a3bcf");

    @Test
    void knowsTheStandardsSample() {
        assertThat(StunPacket.isStun(SAMPLE, 0, SAMPLE.length)).isTrue();
        assertThat(StunPacket.isRequest(SAMPLE, 0)).isTrue();
        assertThat(StunPacket.localFragment(SAMPLE, 0, SAMPLE.length)).isEqualTo("evtj");

        BindingRequest request = BindingRequest.parse(SAMPLE, 0, SAMPLE.length);
        assertThat(request.isComplete()).isTrue();
        assertThat(request.claimsControlled()).isTrue();
        assertThat(request.useCandidate()).isFalse();
        assertThat(request.nomination()).isEqualTo(-1);
        assertThat(request.isAuthentic("VOkJxbRl1RmTxUk/WvJxBt")).isTrue();
        assertThat(request.isAuthentic("VOkJxbRl1RmTxUk/WvJxBu")).isFalse();
    }

    @Test
    void everyFlippedBitIsNoticed() {
        for (int bit = 0; bit < 8 * SAMPLE.length; bit++) {
            byte[] flipped = SAMPLE.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(StunPacket.isStun(flipped, 0, flipped.length))
                    .as("bit %d", bit)
                    .isFalse();
        }
    }

    @Test
    void everyCutIsNoticed() {
        for (int length = 0; length < SAMPLE.length; length++) {
            assertThat(StunPacket.isStun(Arrays.copyOf(SAMPLE, length), 0, length))
                    .isFalse();
        }
    }

    @Test
    void noBytesMakeTheLooksThrow() {
        Random random = new Random(5);
        for (int i = 0; i < 20_000; i++) {
            byte[] noise = SAMPLE.clone();
            for (int j = 0; j < 6; j++) {
                noise[20 + random.nextInt(noise.length - 20)] = (byte) random.nextInt();
            }
            StunPacket.localFragment(noise, 0, noise.length);
            BindingRequest request = BindingRequest.parse(noise, 0, noise.length);
            if (request != null && request.isComplete()) {
                request.nomination();
                request.isAuthentic("VOkJxbRl1RmTxUk/WvJxBt");
            }
        }
    }
}
