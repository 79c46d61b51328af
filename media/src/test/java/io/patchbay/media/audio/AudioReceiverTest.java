package io.patchbay.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.media.audio.ReceiverRig.Network;
import io.patchbay.media.codec.AudioCodec;
import java.util.Arrays;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AudioReceiverTest {
    private static final Network GOOD = number -> 0;

    @Test
    void aGoodNetworkIsHeardSoonAndWhole() {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.say(5_000, GOOD);
            rig.play(0);
            assertThat(rig.firstSound()).isBetween(20, 70);
            assertThat(rig.gaps(100, 4_900)).isZero();
            assertThat(rig.stats().lost()).isZero();
            assertThat(rig.stats().late()).isZero();
            assertThat(rig.stats().concealedMillis()).isZero();
            assertThat(rig.stats().delayMillis()).isLessThanOrEqualTo(60);
            assertThat(rig.stats().targetMillis()).isEqualTo(20);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {10, 20, 30, 40, 60})
    void packetsMayHaveAnyLength(int millis) {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.packetMillis = millis;
            rig.say(3_000, GOOD);
            rig.play(0);
            assertThat(rig.gaps(140, 2_900)).isZero();
            assertThat(rig.stats().concealedMillis()).isZero();
        }
    }

    @ParameterizedTest(
            name = "jitter {0} ms, {1} % lost, {2} % doubled, {3} % reordered: concealed at most {4} ms of 30 s")
    @CsvSource({
        "15, 0, 0, 0, 120",
        "40, 0, 0, 0, 200",
        "80, 0, 0, 0, 250",
        "150, 0, 0, 0, 400",
        "5, 2, 0, 0, 650",
        "5, 10, 0, 0, 3500",
        "5, 0, 20, 0, 120",
        "5, 0, 0, 10, 200",
        "40, 5, 5, 5, 1700"
    })
    void aBadNetworkIsSmoothed(int jitter, int lost, int doubled, int reordered, int concealedAtMost) {
        Random random = new Random(11);
        try (ReceiverRig rig = new ReceiverRig()) {
            int[] gone = {0};
            for (int t = 0; t < 30_000; t += 20) {
                rig.say(20, number -> {
                    if (random.nextInt(100) < lost) {
                        gone[0]++;
                        return -1;
                    }
                    return random.nextDouble() * jitter + (random.nextInt(100) < reordered ? 25 : 0);
                });
                if (random.nextInt(100) < doubled) {
                    rig.again(random.nextDouble() * 10);
                }
            }
            rig.play(300);
            JitterBufferStats stats = rig.stats();
            assertThat(stats.concealedMillis()).isBetween(gone[0] * 15L, (long) concealedAtMost);
            assertThat(stats.lost()).isBetween((long) gone[0] - 3, gone[0] + stats.late());
            assertThat(stats.targetMillis()).isBetween(20, Math.max(20, jitter + 40));
            assertThat(stats.delayMillis()).isLessThan(jitter + 90);
            assertThat(rig.hears(400, 10_000, 29_000)).isGreaterThan(ReceiverRig.LEVEL - 3);
            if (doubled > 0) {
                assertThat(stats.duplicates()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {-300, -100, 100, 300})
    void aDriftingClockNeitherStarvesNorPilesUp(int ppm) {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.clockPpm = ppm;
            rig.say(600_000, number -> number % 7);
            rig.play(0);
            assertThat(rig.stats().delayMillis()).isBetween(10, 70);
            assertThat(rig.stats().concealedMillis()).isLessThan(600);
            assertThat(rig.stats().lost()).isZero();
            assertThat(rig.stats().late()).isZero();
        }
    }

    @Test
    void theDelayGrowsQuicklyAndShrinksSlowly() {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.say(5_000, GOOD);
            rig.play(0);
            int calm = rig.stats().delayMillis();
            rig.say(3_000, number -> number % 3 * 50);
            rig.play(0);
            assertThat(rig.stats().targetMillis()).isBetween(95, 130);
            assertThat(rig.stats().delayMillis()).isGreaterThan(80);
            rig.say(2_000, GOOD);
            rig.play(0);
            assertThat(rig.stats().targetMillis()).isGreaterThan(60);
            rig.say(30_000, GOOD);
            rig.play(0);
            assertThat(rig.stats().targetMillis()).isEqualTo(20);
            assertThat(rig.stats().delayMillis()).isLessThanOrEqualTo(calm + 15);
        }
    }

    @Test
    void aStallIsOverSoon() {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.say(2_000, GOOD);
            int first = rig.sent;
            rig.say(600, number -> 600 - (number - first) * 20); // all at once, at its end
            rig.say(3_000, GOOD);
            rig.play(0);
            assertThat(rig.gaps(3_000, 5_500)).isZero();
            assertThat(rig.stats().delayMillis()).isLessThan(280);
        }
    }

    @Test
    void aPauseOfTheSenderIsSilenceAndNoLoss() {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.say(1_000, GOOD);
            rig.pass(2_000);
            rig.say(1_000, GOOD);
            rig.play(0);
            assertThat(rig.stats().lost()).isZero();
            assertThat(rig.stats().resets()).isZero();
            assertThat(rig.stats().concealedMillis()).isLessThanOrEqualTo(100);
            assertThat(rig.hears(400, 1_300, 2_900)).isLessThan(-80);
            assertThat(rig.gaps(3_100, 3_900)).isZero();
        }
    }

    @Test
    void aTimestampThatStoodStillInAPauseIsTakenUpAtTheMarker() {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.say(1_000, GOOD);
            long before = rig.timestamp;
            rig.pass(600);
            rig.timestamp = before;
            byte[] payload = new byte[160];
            Arrays.fill(payload, (byte) 0xFF);
            rig.packet(0, true, rig.timestamp, payload, GOOD);
            rig.pass(20);
            rig.say(2_000, GOOD);
            rig.play(0);
            assertThat(rig.stats().targetMillis()).isLessThan(45);
            assertThat(rig.stats().delayMillis()).isLessThan(70);
            assertThat(rig.gaps(1_800, 3_500)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"ssrc", "sequence", "timestamp", "timestamp back", "all"})
    void aStreamThatBeginsAnewGoesOn(String what) {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.say(2_000, GOOD);
            if (what.equals("ssrc") || what.equals("all")) {
                rig.ssrc = 0xABCD_EF01L;
            }
            if (what.equals("sequence") || what.equals("all")) {
                rig.sequenceNumber = (rig.sequenceNumber + 20_000) & 0xFFFF;
            }
            if (what.equals("timestamp") || what.equals("all")) {
                rig.timestamp = (rig.timestamp + 1_000_000_000L) & 0xFFFF_FFFFL;
            }
            if (what.equals("timestamp back")) {
                rig.timestamp = (rig.timestamp - 100_000L) & 0xFFFF_FFFFL;
            }
            rig.say(2_000, GOOD);
            rig.play(0);
            assertThat(rig.gaps(100, 1_980)).isZero();
            assertThat(rig.gaps(2_000, 3_900)).isLessThanOrEqualTo(3);
            assertThat(rig.stats().resets()).isEqualTo(1);
            assertThat(rig.stats().delayMillis()).isLessThan(80);
        }
    }

    @Test
    void aFloodOfOtherSourcesIsNotHeard() {
        Random random = new Random(5);
        byte[] loud = new byte[160];
        Arrays.fill(loud, (byte) 0x80);
        try (ReceiverRig rig = new ReceiverRig()) {
            for (int t = 0; t < 3_000; t += 20) {
                rig.say(20, GOOD);
                long ours = rig.ssrc;
                int sequence = rig.sequenceNumber;
                for (int i = 0; i < 20; i++) {
                    rig.ssrc = random.nextInt() & 0xFFFF_FFFFL;
                    rig.sequenceNumber = random.nextInt(0x10000);
                    rig.packet(0, random.nextBoolean(), random.nextInt() & 0xFFFF_FFFFL, loud, GOOD);
                }
                rig.ssrc = ours;
                rig.sequenceNumber = sequence;
            }
            rig.play(0);
            assertThat(rig.gaps(100, 2_900)).isZero();
            assertThat(rig.stats().resets()).isZero();
            assertThat(rig.receiver.strangers()).isGreaterThan(2_900);
        }
    }

    @Test
    void thePayloadTypeMaySwitchFromPacketToPacket() {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.say(1_000, GOOD);
            rig.codec = AudioCodec.PCMA;
            rig.say(1_000, GOOD);
            rig.codec = AudioCodec.G722;
            rig.say(1_000, GOOD);
            rig.codec = AudioCodec.OPUS;
            rig.say(1_000, GOOD);
            rig.codec = AudioCodec.PCMU;
            rig.say(1_000, GOOD);
            rig.play(0);
            assertThat(rig.gaps(100, 4_900)).isLessThanOrEqualTo(3); // Opus begins softly
            assertThat(rig.stats().lost()).isZero();
            assertThat(rig.stats().delayMillis()).isLessThan(80);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8_000, 16_000, 48_000})
    void theRateChangesInTheMiddleOfOpus(int hertz) {
        try (ReceiverRig rig = new ReceiverRig(SampleRate.WIDEBAND)) {
            rig.codec = AudioCodec.OPUS;
            rig.say(1_000, GOOD);
            rig.play(0);
            rig.receiver.setRate(SampleRate.of(hertz));
            assertThat(rig.receiver.rate().hertz()).isEqualTo(hertz);
            short[] out = new short[960];
            rig.receiver.pull(out, ReceiverRig.START + 1_020 * ReceiverRig.MILLI);
            assertThat(Tones.dbov(out, 0, hertz / 50, 400, hertz)).isGreaterThan(ReceiverRig.LEVEL - 6);
        }
    }

    @Test
    void comfortNoiseIsQuietNoise() {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.say(1_000, GOOD);
            rig.packet(13, false, rig.timestamp, new byte[] {60}, GOOD);
            rig.pass(2_000);
            rig.say(1_000, GOOD);
            rig.play(0);
            short[] rest = Arrays.copyOfRange(rig.heard(), 8 * 1_300, 8 * 2_900);
            assertThat(-io.patchbay.media.rtp.AudioLevel.measure(rest, 0, rest.length))
                    .isBetween(-64, -56);
            assertThat(rig.stats().lost()).isZero();
            assertThat(rig.stats().concealedMillis()).isZero();
            assertThat(rig.gaps(3_100, 3_900)).isZero();
        }
    }

    @Test
    void keysAreToldAndNeverHeard() {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.say(1_000, GOOD);
            long timestamp = rig.timestamp;
            for (int i = 1; i <= 8; i++) {
                int duration = i * 160;
                byte end = (byte) (i >= 6 ? 0x8A : 0x0A);
                byte[] event = {5, end, (byte) (duration >> 8), (byte) duration};
                rig.packet(101, i == 1, timestamp, event, GOOD);
                rig.pass(20);
            }
            rig.say(1_000, GOOD);
            rig.play(0);
            assertThat(rig.keys).containsExactly("+5", "-5");
            assertThat(rig.stats().lost()).isZero();
            assertThat(rig.stats().concealedMillis()).isLessThanOrEqualTo(100);
            assertThat(rig.gaps(1_300, 2_100)).isZero();
        }
    }

    @Test
    void theSoundOfAKeyInTheAudioIsNotHeardEither() {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.say(1_000, GOOD);
            rig.hertz = 1_336;
            long timestamp = rig.timestamp;
            for (int i = 1; i <= 10; i++) { // audio goes on beside the events
                int duration = i * 160;
                byte[] event = {5, (byte) (i == 10 ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
                rig.packet(101, i == 1, timestamp, event, GOOD);
                rig.say(20, GOOD);
            }
            rig.hertz = 400;
            rig.say(1_000, GOOD);
            rig.play(0);
            for (int t = 900; t < 1_400; t += 20) {
                assertThat(rig.hears(1_336, t, t + 40)).isLessThan(-45);
            }
            assertThat(rig.gaps(1_400, 2_100)).isZero();
        }
    }

    @Test
    void keysOfAPhoneWithoutEventsAreHeardInTheSoundAndHardlyInTheRoom() {
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.receiver.setFormat(Map.of(0, AudioCodec.PCMU), Map.of(), SampleRate.NARROWBAND);
            rig.say(1_000, GOOD);
            rig.say(Tones.sum(Tones.sine(770, 8_000, -13, 0, 1_280), Tones.sine(1_336, 8_000, -13, 0, 1_280)), GOOD);
            rig.say(1_000, GOOD);
            rig.play(0);
            assertThat(rig.keys).containsExactly("+5", "-5");
            int heard = 0;
            for (int t = 900; t < 1_400; t += 10) {
                heard += rig.hears(1_336, t, t + 20) > -30 ? 1 : 0;
            }
            assertThat(heard).isLessThanOrEqualTo(4); // 40 ms until it is known for a key
            assertThat(rig.gaps(1_400, 2_100)).isZero();
        }
    }

    @Test
    void unknownPayloadTypesAndNonsenseAreCounted() {
        Random random = new Random(9);
        try (ReceiverRig rig = new ReceiverRig()) {
            rig.say(500, GOOD);
            for (int i = 0; i < 50; i++) {
                byte[] payload = new byte[random.nextInt(1_200)];
                random.nextBytes(payload);
                rig.packet(i % 2 == 0 ? 77 : 96, false, rig.timestamp, payload, GOOD);
                rig.sequenceNumber = (rig.sequenceNumber - 1) & 0xFFFF;
                rig.say(20, GOOD);
            }
            rig.play(200);
            assertThat(rig.receiver.unknownPayloadTypes()).isEqualTo(25);
        }
    }
}
