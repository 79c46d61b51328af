package io.patchbay.media.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioCodecsTest {
    private final AudioCodecs codecs = new AudioCodecs();

    @AfterEach
    void nothingNativeIsLeft() {
        assertThat(codecs.openNative()).isZero();
    }

    @Test
    void namesTheLibraryItFound() {
        assertThat(codecs.requireOpus()).contains("opus");
    }

    @ParameterizedTest
    @CsvSource({"PCMU,8000,33", "PCMA,8000,33", "G722,16000,25"})
    void speechSurvivesTheWaveformCodecs(AudioCodec codec, int sampleRate, double leastSnr) {
        short[] sent = Signals.speechLike(sampleRate, 2 * sampleRate);
        try (AudioEncoder encoder = codecs.openEncoder(codec, sampleRate);
                AudioDecoder decoder = codecs.openDecoder(codec, sampleRate)) {
            short[] heard = Signals.throughCodec(sent, encoder, decoder, 20);
            assertThat(Signals.bestSnr(sent, heard, 30)).isGreaterThan(leastSnr);
        }
    }

    @ParameterizedTest
    @CsvSource({"8000,10", "8000,20", "16000,20", "16000,40", "48000,20", "48000,60"})
    void opusKeepsATone(int sampleRate, int packetMillis) {
        short[] sent = Signals.sine(440, 8_000, sampleRate, 2 * sampleRate);
        try (AudioEncoder encoder = codecs.openEncoder(AudioCodec.OPUS, sampleRate);
                AudioDecoder decoder = codecs.openDecoder(AudioCodec.OPUS, sampleRate)) {
            assertThat(codecs.openNative()).isEqualTo(2);
            short[] heard = Signals.throughCodec(sent, encoder, decoder, packetMillis);
            assertThat(Signals.rms(heard, heard.length / 2, heard.length)).isBetween(4_500.0, 6_500.0);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 12_000, 16_000, 24_000, 48_000})
    void opusSentAt48kHzIsDecodedAtAnyRate(int sampleRate) {
        short[] sent = Signals.sine(440, 8_000, 48_000, 48_000);
        try (AudioEncoder encoder = codecs.openEncoder(AudioCodec.OPUS, 48_000);
                AudioDecoder decoder = codecs.openDecoder(AudioCodec.OPUS, sampleRate)) {
            short[] heard = Signals.throughCodec(sent, encoder, decoder, 20);
            assertThat(heard).hasSize(sampleRate);
            assertThat(Signals.rms(heard, heard.length / 2, heard.length)).isBetween(4_500.0, 6_500.0);
        }
    }

    @ParameterizedTest
    @CsvSource({"PCMU,16000", "G722,8000", "OPUS,44100"})
    void refusesASampleRateThatTheCodecLacks(AudioCodec codec, int sampleRate) {
        assertThatThrownBy(() -> codecs.openDecoder(codec, sampleRate))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(codec.encodingName())
                .hasMessageContaining(String.valueOf(sampleRate));
    }

    @Test
    void closedCodecsSaySoAndMayBeClosedAgain() {
        AudioEncoder encoder = codecs.openEncoder(AudioCodec.OPUS, 8_000);
        AudioDecoder decoder = codecs.openDecoder(AudioCodec.OPUS, 8_000);
        for (int i = 0; i < 2; i++) {
            encoder.close();
            decoder.close();
        }
        assertThatThrownBy(() -> encoder.encode(new short[160], 160, new byte[1500], 0))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> decoder.conceal(new short[160], 160)).isInstanceOf(IllegalStateException.class);
    }
}
