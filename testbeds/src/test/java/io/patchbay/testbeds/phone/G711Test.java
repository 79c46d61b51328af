package io.patchbay.testbeds.phone;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class G711Test {

    @Test
    void eachCodeIsItsOwnSampleAgain() {
        for (int code = 0; code < 256; code++) {
            short ulaw = G711.fromUlaw((byte) code);
            assertThat(G711.fromUlaw(G711.toUlaw(ulaw))).isEqualTo(ulaw);
            assertThat(G711.toAlaw(G711.fromAlaw((byte) code)) & 0xff).isEqualTo(code);
        }
    }

    @Test
    void knownCodes() {
        // ITU-T G.711 tables 1a and 2a: the ends and the middle
        assertThat(G711.fromUlaw((byte) 0x00)).isEqualTo((short) -32124);
        assertThat(G711.fromUlaw((byte) 0x80)).isEqualTo((short) 32124);
        assertThat(G711.fromUlaw((byte) 0xff)).isZero();
        assertThat(G711.fromAlaw((byte) 0xd5)).isEqualTo((short) 8);
        assertThat(G711.fromAlaw((byte) 0xaa)).isEqualTo((short) 32256);
        assertThat(G711.toUlaw((short) 0)).isEqualTo((byte) 0xff);
    }

    @Test
    void staysWithinItsQuantisationStep() {
        for (int sample = -32768; sample <= 32767; sample += 7) {
            int step = Math.max(16, Math.abs(sample) / 16);
            assertThat(Math.abs(G711.fromUlaw(G711.toUlaw((short) sample)) - sample))
                    .isLessThanOrEqualTo(Math.max(step, 700));
            assertThat(Math.abs(G711.fromAlaw(G711.toAlaw((short) sample)) - sample))
                    .isLessThanOrEqualTo(step);
        }
    }
}
