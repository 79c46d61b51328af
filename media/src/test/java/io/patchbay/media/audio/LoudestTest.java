package io.patchbay.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.codec.AudioCodecs;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.rtp.AudioLevel;
import io.patchbay.media.rtp.HeaderExtensionBlock;
import io.patchbay.media.rtp.RtpPacket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Of nine browsers the phones hear the six loudest. */
class LoudestTest {
    private static final int LEVEL_ID = 3;
    private static final int BROWSERS = 9;

    private final MediaLoop loop = MediaLoop.start("test-loudest");
    private final AudioCodecs codecs = new AudioCodecs();
    private final List<TestPhone> browsers = new ArrayList<>();
    private final List<RemoteAudio> remotes = new ArrayList<>();
    private final double[] levels = new double[BROWSERS];
    private long now = 1_000_000_000_000L;

    @AfterEach
    void nothingIsLeft() {
        loop.close();
        assertThat(codecs.openNative()).isZero();
    }

    @Test
    void theQuietOnesAreLeftOutUntilTheySpeakUp() {
        loop.call(() -> {
                    AudioBridge bridge = new AudioBridge(loop, codecs);
                    try (TestPhone phone = new TestPhone(AudioCodec.PCMU, 0, codecs)) {
                        AudioLegConfig config = new AudioLegConfig(
                                "phone",
                                LegFormat.of(AudioCodec.PCMU, 0),
                                1,
                                RoomStream.withSsrc(2),
                                DtmfListener.NONE);
                        bridge.addLeg(config, phone, packet -> {});
                        for (int i = 0; i < BROWSERS; i++) {
                            browsers.add(new TestPhone(AudioCodec.OPUS, 111, codecs));
                            remotes.add(bridge.addRemote(new RemoteAudioConfig("browser " + i, 111, LEVEL_ID)));
                            levels[i] = -24 - i;
                        }
                        run(bridge, 1_000);
                        for (int i = 0; i < BROWSERS; i++) {
                            double heard = phone.hears(tone(i), 500);
                            if (i < Loudest.MOST) {
                                assertThat(heard).isBetween(levels[i] - 3, levels[i] + 3);
                            } else {
                                assertThat(heard).isLessThan(-60);
                            }
                            assertThat(remotes.get(i).levelDbov()).isBetween((int) levels[i] - 3, (int) levels[i] + 3);
                        }

                        levels[8] = -12;
                        levels[0] = -70;
                        run(bridge, 1_000);
                        assertThat(phone.hears(tone(8), 500)).isBetween(-15.0, -9.0);
                        assertThat(phone.hears(tone(0), 500)).isLessThan(-60);
                        assertThat(remotes.get(8).statistics().lost()).isZero();
                        assertThat(remotes.get(8).statistics().concealedMillis())
                                .isZero();
                    } finally {
                        bridge.close();
                        browsers.forEach(TestPhone::close);
                    }
                    return null;
                })
                .join();
    }

    private void run(AudioBridge bridge, int millis) {
        HeaderExtensionBlock extension = new HeaderExtensionBlock();
        byte[] bytes = new byte[1_500];
        RtpPacket packet = new RtpPacket();
        for (int t = 0; t < millis; t += 20) {
            for (int i = 0; i < BROWSERS; i++) {
                extension.clear().add8(LEVEL_ID, AudioLevel.of(true, (int) -levels[i]));
                int length = extension.rewrite(browsers.get(i).say(tone(i), levels[i], 20), bytes, 0);
                packet.parse(bytes, 0, length);
                remotes.get(i).onRtp(packet, now);
            }
            bridge.onTick(now + 5_000_000);
            now += MediaLoop.TICK_NANOS;
        }
    }

    private static int tone(int browser) {
        return 400 + 130 * browser;
    }
}
