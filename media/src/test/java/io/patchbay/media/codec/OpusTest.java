package io.patchbay.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpusTest {
    private static final int RATE = 16_000;
    private static final int FRAME = RATE / 50;

    private final AudioCodecs codecs = new AudioCodecs();
    private final byte[] payload = new byte[AudioEncoder.MAX_PAYLOAD];
    private final short[] pcm = new short[RATE / 1000 * AudioDecoder.MAX_PACKET_MILLIS];

    @AfterEach
    void nothingNativeIsLeft() {
        assertThat(codecs.openNative()).isZero();
    }

    private static short[] frame(short[] from, int index) {
        return Arrays.copyOfRange(from, index * FRAME, (index + 1) * FRAME);
    }

    @Test
    void fecBringsBackWhatConcealmentCannotKnow() {
        // a word begins in the packet that gets lost
        short[] speech = Signals.speechLike(RATE, RATE);
        Arrays.fill(speech, 0, 20 * FRAME, (short) 0);
        double concealed = energyOfLost(speech, 20, false);
        double recovered = energyOfLost(speech, 20, true);
        assertThat(concealed).isLessThan(100);
        assertThat(recovered).isGreaterThan(0.5 * Signals.rms(speech, 20 * FRAME, 21 * FRAME));
    }

    /** Sends {@code speech} but for packet {@code lost}; how loud is what the decoder plays in its place? */
    private double energyOfLost(short[] speech, int lost, boolean fec) {
        OpusSettings settings = new OpusSettings(24_000, 5, true, 30, false);
        try (OpusEncoder encoder = codecs.openOpusEncoder(RATE, settings);
                AudioDecoder decoder = codecs.openDecoder(AudioCodec.OPUS, RATE)) {
            for (int i = 0; i <= lost + 1; i++) {
                int length = encoder.encode(frame(speech, i), FRAME, payload, 0);
                if (i < lost) {
                    assertThat(decoder.decode(payload, 0, length, pcm)).isEqualTo(FRAME);
                } else if (i == lost + 1) {
                    int samples = fec ? decoder.decodeFec(payload, 0, length, pcm, FRAME) : decoder.conceal(pcm, FRAME);
                    assertThat(samples).isEqualTo(FRAME);
                }
            }
            return Signals.rms(pcm, 0, FRAME);
        }
    }

    @Test
    void sendsNothingInSilenceWithDtx() {
        try (OpusEncoder encoder =
                codecs.openOpusEncoder(RATE, OpusSettings.speech(RATE).withDtx(true))) {
            int sent = 0;
            for (int i = 0; i < 200; i++) {
                sent += encoder.encode(new short[FRAME], FRAME, payload, 0) > 0 ? 1 : 0;
            }
            assertThat(sent).isBetween(1, 40);
        }
    }

    @Test
    void keepsToItsBitRate() {
        assertThat(bitsPerSecond(12_000)).isBetween(8_000.0, 14_000.0);
        assertThat(bitsPerSecond(32_000)).isBetween(22_000.0, 36_000.0);
    }

    private double bitsPerSecond(int wanted) {
        short[] speech = Signals.speechLike(RATE, 2 * RATE);
        try (OpusEncoder encoder = codecs.openOpusEncoder(RATE, OpusSettings.speech(RATE))) {
            encoder.bitsPerSecond(wanted);
            encoder.complexity(0);
            int bytes = 0;
            for (int i = 0; i < 100; i++) {
                bytes += encoder.encode(frame(speech, i), FRAME, payload, 0);
            }
            return bytes * 8 / 2.0;
        }
    }

    @Test
    void resetForgetsTheStream() {
        short[] speech = Signals.speechLike(RATE, RATE);
        try (OpusEncoder encoder = codecs.openOpusEncoder(RATE, OpusSettings.speech(RATE));
                AudioDecoder decoder = codecs.openDecoder(AudioCodec.OPUS, RATE)) {
            int first = encoder.encode(frame(speech, 3), FRAME, payload, 0);
            byte[] packet = Arrays.copyOf(payload, first);
            encoder.encode(frame(speech, 20), FRAME, payload, 0);
            encoder.reset();
            assertThat(Arrays.copyOf(payload, encoder.encode(frame(speech, 3), FRAME, payload, 0)))
                    .isEqualTo(packet);

            decoder.decode(packet, 0, first, pcm);
            short[] heard = Arrays.copyOf(pcm, FRAME);
            decoder.reset();
            decoder.decode(packet, 0, first, pcm);
            assertThat(Arrays.copyOf(pcm, FRAME)).isEqualTo(heard);
        }
    }

    @Test
    void concealsAnyLengthUpToTheLongestPacket() {
        try (AudioDecoder decoder = codecs.openDecoder(AudioCodec.OPUS, RATE)) {
            for (int samples : new int[] {1, 39, 40, 41, 160, 320, 321, 960, 1920}) {
                assertThat(decoder.conceal(pcm, samples)).isEqualTo(samples);
            }
        }
    }

    @Test
    void randomPayloadsAreDecodedOrRefused() {
        Random random = new Random(6);
        try (AudioDecoder decoder = codecs.openDecoder(AudioCodec.OPUS, RATE)) {
            for (int i = 0; i < 3_000; i++) {
                byte[] noise = new byte[random.nextInt(300)];
                random.nextBytes(noise);
                int expected = decoder.samples(noise, 0, noise.length);
                int decoded = decoder.decode(noise, 0, noise.length, pcm);
                assertThat(decoded).isIn(-1, expected);
                assertThat(decoder.decodeFec(noise, 0, noise.length, pcm, FRAME))
                        .isEqualTo(FRAME);
            }
            assertThat(decoder.decode(new byte[5_000], 0, 5_000, pcm)).isNegative();
        }
    }

    @ParameterizedTest
    @CsvSource({
        // first byte, second byte, length, samples at 48 kHz (RFC 6716 section 3.1)
        "0x00, 0, 2, 480",
        "0x08, 0, 2, 960",
        "0x18, 0, 2, 2880",
        "0x60, 0, 2, 480",
        "0x68, 0, 2, 960",
        "0x80, 0, 2, 120",
        "0xF8, 0, 2, 960",
        "0xF9, 0, 2, 1920",
        "0xFA, 0, 2, 1920",
        "0xFB, 0x03, 9, 2880",
        "0xFB, 0x06, 9, 5760",
        "0xFB, 0x07, 9, -1",
        "0xFB, 0x00, 9, -1",
        "0xFB, 0, 1, -1",
        "0x1B, 0x02, 9, 5760",
        "0x1B, 0x03, 9, -1",
        "0, 0, 0, -1"
    })
    void tellsAPacketsLength(String toc, String second, int length, int samples) {
        byte[] packet = new byte[10];
        packet[1] = (byte) (int) Integer.decode(toc);
        packet[2] = (byte) (int) Integer.decode(second);
        assertThat(OpusPacket.samples(packet, 1, length, 48_000)).isEqualTo(samples);
        assertThat(OpusPacket.samples(packet, 1, length, 8_000)).isEqualTo(samples < 0 ? -1 : samples / 6);
    }

    @Test
    void refusesFramesThatOpusLacks() {
        try (OpusEncoder encoder = codecs.openOpusEncoder(RATE, OpusSettings.speech(RATE))) {
            assertThatThrownBy(() -> encoder.encode(pcm, 333, payload, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("333 samples at 16000 Hz");
        }
    }

    @ParameterizedTest
    @CsvSource({"5999,5,5", "128001,5,5", "24000,-1,5", "24000,11,5", "24000,5,101"})
    void refusesSettingsOutOfRange(int bitsPerSecond, int complexity, int loss) {
        assertThatThrownBy(() -> new OpusSettings(bitsPerSecond, complexity, true, loss, false))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aMissingLibraryNamesItsPackage() {
        assertThat(OpusLibrary.unavailable(new UnsatisfiedLinkError("no such file")))
                .hasMessage("Opus needs libopus.so.0, which could not be loaded: install the Debian package libopus0"
                        + " (no such file)");
    }
}
