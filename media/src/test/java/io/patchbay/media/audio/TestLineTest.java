package io.patchbay.media.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.MediaLoop;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Ticks when the test says so, on the loop. */
class TestLineTest {
    private static final int FRAMES = 100;

    private final MediaLoop loop = MediaLoop.start("test-line");
    private final AudioCodecs codecs = new AudioCodecs();

    @AfterEach
    void nothingIsLeft() {
        loop.close();
        assertThat(codecs.openNative()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"PCMU, 0, 0.3", "PCMA, 8, 0.3", "G722, 9, 0.5", "OPUS, 96, 1.5"})
    void theMilliwattIsZeroDbm0(AudioCodec codec, int payloadType, double close) {
        TestPhone phone = call(codec, payloadType, TestLine.MILLIWATT, 0);
        // +3.14 dBm0 is a sine at full scale, and that is -3.01 dB of a square wave
        assertThat(phone.hears(1_004, 500)).isCloseTo(-3.14 - 3.01 - 0.17, within(close));
        assertThat(phone.hears(1_200, 500)).isLessThan(-45);
    }

    @ParameterizedTest
    @CsvSource({"PCMU, 0", "PCMA, 8", "G722, 9"})
    void eachFrameOfTheSequenceIsTheNextTone(AudioCodec codec, int payloadType) {
        short[] heard = call(codec, payloadType, TestLine.SEQUENCE, 0).heard();
        int frame = codec.sampleRate() / 50;
        int before = loudest(heard, frame * 5, frame, codec.sampleRate());
        for (int i = 6; i < FRAMES; i++) {
            int step = loudest(heard, frame * i, frame, codec.sampleRate());
            assertThat(step).as("frame %d", i).isEqualTo((before + 1) % TestLine.STEPS);
            before = step;
        }
    }

    @ParameterizedTest
    @EnumSource(AudioCodec.class)
    void theEchoIsWhatThePhoneSaidAndSilenceIsNone(AudioCodec codec) {
        int payloadType = codec == AudioCodec.OPUS ? 96 : codec.staticPayloadType();
        assertThat(call(codec, payloadType, TestLine.ECHO, 440).hears(440, 500)).isCloseTo(-20, within(3.0));
        assertThat(call(codec, payloadType, TestLine.SILENCE, 440).hears(440, 500))
                .isLessThan(-60);
    }

    private static int loudest(short[] heard, int from, int count, int rate) {
        int best = 0;
        double level = -200;
        for (int step = 0; step < TestLine.STEPS; step++) {
            double here = Tones.dbov(heard, from, count, TestLine.hertzOf(step), rate);
            if (here > level) {
                level = here;
                best = step;
            }
        }
        return best;
    }

    /** A phone that says {@code hertz} to the line for two seconds, and has heard it. */
    private TestPhone call(AudioCodec codec, int payloadType, TestLine line, double hertz) {
        return loop.call(() -> {
                    try (AudioBridge bridge = new AudioBridge(loop, codecs);
                            TestPhone phone = new TestPhone(codec, payloadType, codecs)) {
                        AudioLeg leg = bridge.addLeg(
                                new AudioLegConfig(
                                        "test",
                                        LegFormat.of(codec, payloadType),
                                        1,
                                        RoomStream.withSsrc(2),
                                        DtmfListener.NONE),
                                phone,
                                packet -> {});
                        leg.setTestLine(line);
                        long now = System.nanoTime();
                        for (int i = 0; i < FRAMES; i++) {
                            leg.onRtp(phone.say(hertz, -20, 20), now);
                            bridge.onTick(now + 5_000_000);
                            now += MediaLoop.TICK_NANOS;
                        }
                        return phone;
                    }
                })
                .join();
    }
}
