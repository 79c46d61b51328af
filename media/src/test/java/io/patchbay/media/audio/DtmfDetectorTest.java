package io.patchbay.media.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class DtmfDetectorTest {
    private static final String KEYS = "123A456B789C*0#D";
    private static final double[] ROWS = {697, 770, 852, 941};
    private static final double[] COLUMNS = {1209, 1336, 1477, 1633};

    private final StringBuilder heard = new StringBuilder();
    private int held;

    private final DtmfListener listener = new DtmfListener() {
        @Override
        public void onKeyDown(char key) {
            heard.append(key);
        }

        @Override
        public void onKeyUp(char key, int millis) {
            held = millis;
        }
    };

    @ParameterizedTest
    @EnumSource(SampleRate.class)
    void hearsEveryKeyAtEveryRate(SampleRate rate) {
        DtmfDetector detector = new DtmfDetector(rate, listener);
        for (char key : KEYS.toCharArray()) {
            hear(detector, rate, key(key, rate, 60, -10, -10, 0));
            hear(detector, rate, new short[rate.samples(60)]);
        }
        assertEquals(KEYS, heard.toString());
    }

    @Test
    void aKeyHeldIsOnePress() {
        DtmfDetector detector = new DtmfDetector(SampleRate.NARROWBAND, listener);
        hear(detector, SampleRate.NARROWBAND, key('5', SampleRate.NARROWBAND, 1_000, -16, -16, 0));
        hear(detector, SampleRate.NARROWBAND, new short[800]);
        assertEquals("5", heard.toString());
        assertTrue(Math.abs(held - 1_000) < 40, "held for " + held);
    }

    /** ITU-T Q.24 table 1: what has to be taken, and what must not be. */
    @ParameterizedTest
    @CsvSource({
        "taken though 1.5 % too high, 60, -10, -10, 1.5, 7",
        "taken though 1.5 % too low, 60, -10, -10, -1.5, 7",
        "not taken at 3.5 % too high, 60, -10, -10, 3.5, ''",
        "not taken at 3.5 % too low, 60, -10, -10, -3.5, ''",
        "taken though quiet, 60, -32, -32, 0, 7",
        "not taken below hearing, 60, -50, -50, 0, ''",
        "taken with the high group 6 dB weaker, 60, -10, -16, 0, 7",
        "taken with the low group 5 dB weaker, 60, -15, -10, 0, 7",
        "not taken with the high group 12 dB weaker, 60, -10, -22, 0, ''",
        "taken at 40 ms, 40, -10, -10, 0, 7",
        "not taken at 15 ms, 15, -10, -10, 0, ''",
        "not taken without its column, 60, -10, -90, 0, ''",
        "not taken without its row, 60, -90, -10, 0, ''",
    })
    void isAsStrictAsTheStandard(String why, int millis, double row, double column, double offPercent, String keys) {
        SampleRate rate = SampleRate.NARROWBAND;
        for (int shift = 0; shift < 102; shift += 17) {
            heard.setLength(0);
            DtmfDetector detector = new DtmfDetector(rate, listener);
            hear(detector, rate, new short[shift + 300]); // blocks begin anywhere within the tone
            hear(detector, rate, key('7', rate, millis, row, column, offPercent));
            hear(detector, rate, new short[800]);
            assertEquals(keys, heard.toString(), why + ", shifted by " + shift);
        }
    }

    @Test
    void hearsThroughG711AndNoise() {
        Random random = new Random(7);
        AudioCodecs codecs = new AudioCodecs();
        try (var encoder = codecs.openEncoder(AudioCodec.PCMA, 8_000);
                var decoder = codecs.openDecoder(AudioCodec.PCMA, 8_000)) {
            DtmfDetector detector = new DtmfDetector(SampleRate.NARROWBAND, listener);
            for (char key : KEYS.toCharArray()) {
                short[] pcm = Tones.concat(key(key, SampleRate.NARROWBAND, 80, -14, -14, 0), new short[800]);
                for (int i = 0; i < pcm.length; i++) {
                    pcm[i] += (short) (random.nextGaussian() * 300); // 18 dB below
                }
                byte[] coded = new byte[160];
                short[] frame = new short[160];
                for (int at = 0; at < pcm.length; at += frame.length) {
                    System.arraycopy(pcm, at, frame, 0, frame.length);
                    encoder.encode(frame, frame.length, coded, 0);
                    decoder.decode(coded, 0, coded.length, frame);
                    detector.hear(frame, frame.length);
                }
            }
        }
        assertEquals(KEYS, heard.toString());
    }

    /** Five minutes of what is built like vowels: harmonics of a gliding pitch under moving formants. */
    @Test
    void takesNoSpeechForKeys() {
        Random random = new Random(11);
        DtmfDetector detector = new DtmfDetector(SampleRate.NARROWBAND, listener);
        for (int syllable = 0; syllable < 1_500; syllable++) {
            hear(detector, SampleRate.NARROWBAND, vowel(random, 1_600));
        }
        assertEquals("", heard.toString());
    }

    private static short[] vowel(Random random, int count) {
        short[] pcm = new short[count];
        double pitch = 80 + random.nextDouble() * 220;
        double glide = 1 + (random.nextDouble() - 0.5) * 2e-5;
        double[] formants = {250 + random.nextDouble() * 600, 800 + random.nextDouble() * 1_400, 2_500};
        double phase = 0;
        for (int i = 0; i < count; i++) {
            pitch *= glide;
            phase += 2 * Math.PI * pitch / 8_000;
            double value = 0;
            for (int harmonic = 1; harmonic * pitch < 3_400; harmonic++) {
                double hertz = harmonic * pitch;
                double gain = 0.02;
                for (double formant : formants) {
                    double off = (hertz - formant) / 90;
                    gain += 1 / (1 + off * off);
                }
                value += gain * Math.sin(harmonic * phase);
            }
            double envelope = Math.sin(Math.PI * i / count);
            pcm[i] = (short) (value * envelope * 4_000);
        }
        return pcm;
    }

    private static void hear(DtmfDetector detector, SampleRate rate, short[] pcm) {
        short[] frame = new short[rate.frame()];
        for (int at = 0; at < pcm.length; at += frame.length) {
            int count = Math.min(frame.length, pcm.length - at);
            System.arraycopy(pcm, at, frame, 0, count);
            detector.hear(frame, count);
        }
    }

    private static short[] key(char key, SampleRate rate, int millis, double row, double column, double offPercent) {
        int index = KEYS.indexOf(key);
        int count = rate.samples(millis);
        double off = 1 + offPercent / 100;
        short[] low = Tones.sine(ROWS[index / 4] * off, rate.hertz(), row, 0, count);
        short[] high = Tones.sine(COLUMNS[index % 4] * off, rate.hertz(), column, 0, count);
        for (int i = 0; i < count; i++) {
            low[i] += high[i];
        }
        return low;
    }
}
