package io.patchbay.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class G711Test {

    @ParameterizedTest
    @CsvSource({
        // law, octet, sample in 16 bits: the ends of the scale and around zero
        "MU_LAW, 0xFF, 0",
        "MU_LAW, 0x7F, 0",
        "MU_LAW, 0xFE, 8",
        "MU_LAW, 0x7E, -8",
        "MU_LAW, 0x80, 32124",
        "MU_LAW, 0x00, -32124",
        "MU_LAW, 0xEF, 132",
        "A_LAW, 0xD5, 8",
        "A_LAW, 0x55, -8",
        "A_LAW, 0xD4, 24",
        "A_LAW, 0xAA, 32256",
        "A_LAW, 0x2A, -32256",
        "A_LAW, 0xC5, 264"
    })
    void decodesTheOctetsOfTheRecommendation(G711 law, String octet, short sample) {
        assertThat(law.decode((byte) (int) Integer.decode(octet))).isEqualTo(sample);
    }

    @ParameterizedTest
    @EnumSource(G711.class)
    void everyOctetSurvivesDecodingAndEncoding(G711 law) {
        for (int octet = 0; octet < 256; octet++) {
            short sample = law.decode((byte) octet);
            // the two zeros of the mu-law are one sample
            assertThat(law.decode(law.encode(sample))).isEqualTo(sample);
        }
    }

    @ParameterizedTest
    @CsvSource({"MU_LAW, 31000", "A_LAW, 32000"})
    void quantizesFinelyWhereItIsQuiet(G711 law, int loudest) {
        // sixteen steps in each octave, half a step of error, and a little for the bits dropped
        assertThat(IntStream.rangeClosed(-loudest, loudest)
                        .filter(sample ->
                                Math.abs(law.decode(law.encode((short) sample)) - sample) > 9 + Math.abs(sample) / 32))
                .isEmpty();
    }

    @ParameterizedTest
    @EnumSource(G711.class)
    void louderNeverDecodesQuieter(G711 law) {
        assertThat(IntStream.range(Short.MIN_VALUE, Short.MAX_VALUE)
                        .filter(sample ->
                                law.decode(law.encode((short) (sample + 1))) < law.decode(law.encode((short) sample))))
                .isEmpty();
    }

    @Test
    void refusesPayloadsOfNoOrTooMuchAudio() {
        try (AudioDecoder decoder = new G711Decoder(G711.A_LAW)) {
            short[] pcm = new short[960];
            assertThat(decoder.decode(new byte[0], 0, 0, pcm)).isNegative();
            assertThat(decoder.decode(new byte[2000], 0, 961, pcm)).isNegative();
            assertThat(decoder.decode(new byte[2000], 0, 960, pcm)).isEqualTo(960);
        }
    }
}
