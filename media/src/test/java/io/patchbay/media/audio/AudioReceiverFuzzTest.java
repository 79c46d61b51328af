package io.patchbay.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.rtp.RtpPacket;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes, and whenever: each pull gives 20 ms, and costs a bounded time. */
class AudioReceiverFuzzTest {

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void arbitraryPacketsOfOneSourceNeitherThrowNorHang(long seed) {
        Random random = new Random(seed);
        AudioCodecs codecs = new AudioCodecs();
        try (AudioReceiver receiver = new AudioReceiver(SampleRate.NARROWBAND, codecs, DtmfListener.NONE)) {
            receiver.setFormat(
                    Map.of(0, AudioCodec.PCMU, 9, AudioCodec.G722, 96, AudioCodec.OPUS),
                    Map.of(101, 8_000),
                    SampleRate.NARROWBAND);
            int[] types = {0, 0, 0, 9, 96, 13, 101, 55};
            RtpPacket packet = new RtpPacket();
            short[] out = new short[160];
            long now = 1_000_000_000L;
            int sequence = random.nextInt(0x10000);
            long timestamp = random.nextInt() & 0xFFFF_FFFFL;
            for (int i = 0; i < 20_000; i++) {
                sequence += random.nextInt(100) < 95 ? 1 : random.nextInt(400) - 200;
                timestamp += random.nextInt(100) < 95 ? 160 : random.nextInt(2_000_000) - 1_000_000;
                if (random.nextInt(2_000) == 0) {
                    sequence = random.nextInt();
                    timestamp = random.nextLong();
                }
                byte[] bytes = new byte[12 + random.nextInt(random.nextInt(20) == 0 ? 1_400 : 200)];
                random.nextBytes(bytes);
                RtpPacket.writeHeader(
                        bytes,
                        0,
                        types[random.nextInt(random.nextInt(10) == 0 ? types.length : 3)],
                        random.nextInt(50) == 0,
                        sequence & 0xFFFF,
                        timestamp & 0xFFFF_FFFFL,
                        random.nextInt(500) == 0 ? 2 : 1);
                packet.parse(bytes, 0, bytes.length);
                receiver.onRtp(packet, now - random.nextInt(20_000_000));
                if (random.nextInt(30) == 0) {
                    now += random.nextInt(1_000) * 1_000_000L; // a stall of ours
                }
                if (random.nextInt(10) == 0) {
                    receiver.skip(now);
                } else {
                    receiver.pull(out, now);
                }
                now += 20_000_000;
            }
            assertThat(receiver.statistics().targetMillis()).isBetween(20, 200);
        }
        assertThat(codecs.openNative()).isZero();
    }
}
