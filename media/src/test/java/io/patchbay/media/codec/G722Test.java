package io.patchbay.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class G722Test {
    private static final int RATE = 16_000;

    private final G722Encoder encoder = new G722Encoder();
    private final G722Decoder decoder = new G722Decoder();

    /** The checksums are those of libavcodec 59's output for the same input. */
    @Test
    void isBitExactWithAnotherImplementation() {
        short[] speech = Signals.speechLike(RATE, 2 * RATE);
        assertThat(crc(speech)).isEqualTo(0x94880A82L);

        byte[] encoded = new byte[RATE];
        assertThat(encoder.encode(speech, speech.length, encoded, 0)).isEqualTo(RATE);
        CRC32 crc = new CRC32();
        crc.update(encoded);
        assertThat(crc.getValue()).isEqualTo(0x5B5B7642L);

        short[] decoded = new short[2 * RATE];
        short[] packet = new short[320];
        for (int i = 0; i < encoded.length; i += 160) {
            assertThat(decoder.decode(encoded, i, 160, packet)).isEqualTo(320);
            System.arraycopy(packet, 0, decoded, 2 * i, 320);
        }
        assertThat(crc(decoded)).isEqualTo(0x9AAE524DL);
    }

    private static long crc(short[] pcm) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        CRC32 crc = new CRC32();
        crc.update(bytes.array());
        return crc.getValue();
    }

    @ParameterizedTest
    @ValueSource(ints = {300, 1_000, 3_000, 5_000, 6_500})
    void carriesTonesUpToSevenKilohertz(int hertz) {
        short[] sent = Signals.sine(hertz, 10_000, RATE, RATE);
        short[] heard = Signals.throughCodec(sent, encoder, decoder, 20);
        assertThat(Signals.rms(heard, RATE / 2, RATE)).isBetween(6_500.0, 7_500.0);
    }

    @Test
    void neitherLoudNorRandomInputBreaksIt() {
        Random random = new Random(4);
        byte[] noise = new byte[160];
        short[] pcm = new short[320];
        byte[] out = new byte[160];
        for (int i = 0; i < 200; i++) {
            random.nextBytes(noise);
            assertThat(decoder.decode(noise, 0, 160, pcm)).isEqualTo(320);
            Arrays.fill(pcm, i % 2 == 0 ? Short.MAX_VALUE : Short.MIN_VALUE);
            assertThat(encoder.encode(pcm, 320, out, 0)).isEqualTo(160);
        }
    }

    @Test
    void resetForgetsTheStream() {
        short[] sent = Signals.speechLike(RATE, RATE / 10);
        byte[] first = new byte[sent.length / 2];
        byte[] second = new byte[sent.length / 2];
        encoder.encode(sent, sent.length, first, 0);
        encoder.reset();
        encoder.encode(sent, sent.length, second, 0);
        assertThat(second).isEqualTo(first);
    }

    @Test
    void refusesPayloadsOfNoOrTooMuchAudio() {
        short[] pcm = new short[1920];
        assertThat(decoder.decode(new byte[0], 0, 0, pcm)).isNegative();
        assertThat(decoder.decode(new byte[961], 0, 961, pcm)).isNegative();
        assertThat(decoder.samples(new byte[960], 0, 960)).isEqualTo(1920);
    }
}
