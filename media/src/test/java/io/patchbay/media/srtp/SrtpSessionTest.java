package io.patchbay.media.srtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.media.rtp.RtpPacket;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SrtpSessionTest {
    private static final int PAYLOAD = 100;
    private static final int LENGTH = RtpPacket.FIXED_HEADER + PAYLOAD;

    private final Random random = new Random(1);

    @ParameterizedTest
    @EnumSource
    void takesAwayWhatTheOtherEndPutOn(SrtpSuite suite) {
        SrtpKeys keys = keys(suite);
        try (SrtpSession here = new SrtpSession(keys);
                SrtpSession there = new SrtpSession(keys.swapped())) {
            for (int sequence = 65_530; sequence < 65_540; sequence++) { // over the rollover
                byte[] plain = rtp(sequence, 7);
                byte[] wire = plain.clone();
                int length = here.protect(wire, 0, LENGTH);

                assertThat(length).isEqualTo(LENGTH + suite.tagLength());
                assertThat(Arrays.equals(wire, 12, LENGTH, plain, 12, LENGTH)).isFalse();
                assertThat(there.unprotect(wire, 0, length)).isEqualTo(LENGTH);
                assertThat(Arrays.equals(wire, 0, LENGTH, plain, 0, LENGTH)).isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void takesAwayProtectionOfRtcp(SrtpSuite suite) {
        SrtpKeys keys = keys(suite);
        try (SrtpSession here = new SrtpSession(keys);
                SrtpSession there = new SrtpSession(keys.swapped())) {
            byte[] plain = receiverReport();
            byte[] wire = Arrays.copyOf(plain, 200);
            int length = here.protectControl(wire, 0, 8);

            assertThat(length).isEqualTo(8 + suite.controlTagLength() + 4);
            assertThat(there.unprotectControl(wire, 0, length)).isEqualTo(8);
            assertThat(Arrays.copyOf(wire, 8)).isEqualTo(Arrays.copyOf(plain, 8));
        }
    }

    @ParameterizedTest
    @EnumSource
    void rejectsForgedReplayedAndShortPackets(SrtpSuite suite) {
        SrtpKeys keys = keys(suite);
        try (SrtpSession here = new SrtpSession(keys);
                SrtpSession there = new SrtpSession(keys.swapped())) {
            byte[] wire = rtp(1, 7);
            int length = here.protect(wire, 0, LENGTH);
            byte[] forged = wire.clone();
            forged[20] ^= 1;
            byte[] replayed = wire.clone();

            assertThat(there.unprotect(forged, 0, length)).isEqualTo(SrtpSession.REJECTED);
            assertThat(there.unprotect(wire, 0, length)).isEqualTo(LENGTH);
            assertThat(there.unprotect(replayed, 0, length)).isEqualTo(SrtpSession.REJECTED);
            for (int tooShort = 0; tooShort < 12 + suite.tagLength(); tooShort++) {
                assertThat(there.unprotect(replayed, 0, tooShort)).isEqualTo(SrtpSession.REJECTED);
                assertThat(there.unprotectControl(replayed, 0, tooShort)).isEqualTo(SrtpSession.REJECTED);
            }
        }
    }

    /** RFC 4568 §7.1.4. */
    @ParameterizedTest
    @EnumSource
    void goesOnWithAKeyThatStaysAndBeginsAnewWithAnother(SrtpSuite suite) {
        SrtpKeys keys = keys(suite);
        SrtpKeys changed = new SrtpKeys(keys.local(), SrtpMasterKey.random(suite));
        try (SrtpSession here = new SrtpSession(keys);
                SrtpSession there = new SrtpSession(keys.swapped())) {
            for (int sequence = 65_530; sequence < 65_540; sequence++) {
                pass(here, there, sequence);
                pass(there, here, sequence);
            }
            here.rekey(changed);
            there.rekey(changed.swapped());
            for (int sequence = 65_540; sequence < 65_550; sequence++) {
                pass(here, there, sequence); // with its rollover counter
                pass(there, here, sequence); // which starts at 0 with the new key
            }
            try (SrtpSession late = new SrtpSession(changed.swapped())) {
                byte[] wire = rtp(65_550, 7);
                assertThat(late.unprotect(wire, 0, here.protect(wire, 0, LENGTH)))
                        .isEqualTo(SrtpSession.REJECTED);
                wire = rtp(65_550, 7);
                int length = there.protect(wire, 0, LENGTH);
                try (SrtpSession fresh = new SrtpSession(changed)) {
                    assertThat(fresh.unprotect(wire, 0, length)).isEqualTo(LENGTH);
                }
            }
        }
    }

    private void pass(SrtpSession from, SrtpSession to, int sequence) {
        byte[] wire = rtp(sequence, 7);
        assertThat(to.unprotect(wire, 0, from.protect(wire, 0, LENGTH))).isEqualTo(LENGTH);
    }

    @Test
    void keysAreNotShown() {
        SrtpKeys keys = keys(SrtpSuite.AEAD_AES_256_GCM);
        assertThat(keys.toString() + keys.local()).isEqualTo("SrtpKeys[AEAD_AES_256_GCM]AEAD_AES_256_GCM");
    }

    @ParameterizedTest
    @EnumSource
    void noBytesMakeItThrow(SrtpSuite suite) {
        try (SrtpSession session = new SrtpSession(keys(suite))) {
            for (int i = 0; i < 5_000; i++) {
                byte[] noise = new byte[random.nextInt(200)];
                random.nextBytes(noise);
                assertThat(session.unprotect(noise, 0, noise.length)).isEqualTo(SrtpSession.REJECTED);
                assertThat(session.unprotectControl(noise, 0, noise.length)).isEqualTo(SrtpSession.REJECTED);
            }
        }
    }

    private SrtpKeys keys(SrtpSuite suite) {
        return new SrtpKeys(
                suite,
                bytes(suite.keyLength()),
                bytes(suite.saltLength()),
                bytes(suite.keyLength()),
                bytes(suite.saltLength()));
    }

    private byte[] rtp(int sequence, long ssrc) {
        byte[] packet = new byte[LENGTH + SrtpSuite.MAX_OVERHEAD];
        RtpPacket.writeHeader(packet, 0, 111, false, sequence, 960L * sequence, ssrc);
        System.arraycopy(bytes(PAYLOAD), 0, packet, 12, PAYLOAD);
        return packet;
    }

    private static byte[] receiverReport() {
        return new byte[] {(byte) 0x80, (byte) 201, 0, 1, 0, 0, 0, 9};
    }

    private byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }
}
