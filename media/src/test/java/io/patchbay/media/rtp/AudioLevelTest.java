package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioLevelTest {

    @Test
    void saysVoiceAndLevelInOneByte() {
        int value = AudioLevel.of(true, 23);
        assertThat(value).isEqualTo(0x97);
        assertThat(AudioLevel.voice(value)).isTrue();
        assertThat(AudioLevel.minusDbov(value)).isEqualTo(23);
        assertThat(AudioLevel.voice(AudioLevel.of(false, 127))).isFalse();
        assertThatThrownBy(() -> AudioLevel.of(true, 128)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,127", "1,90", "32767,0", "-32768,0", "3277,20", "328,40"})
    void measuresASquareWave(short amplitude, int minusDbov) {
        short[] pcm = new short[170];
        Arrays.fill(pcm, 10, 90, amplitude);
        Arrays.fill(pcm, 90, 170, (short) Math.max(-32768, Math.min(32767, -amplitude)));
        assertThat(AudioLevel.measure(pcm, 10, 160)).isEqualTo(minusDbov);
    }

    @Test
    void aSineIsThreeDecibelsBelowASquareWave() {
        short[] pcm = new short[800];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) Math.round(32_767 * Math.sin(2 * Math.PI * i / 80));
        }
        assertThat(AudioLevel.measure(pcm, 0, 800)).isEqualTo(3);
    }

    @Test
    void knowsThatAPacketHasNone() {
        byte[] bytes = new byte[20];
        RtpPacket.writeHeader(bytes, 0, 0, false, 1, 2, 3);
        RtpPacket packet = new RtpPacket();
        packet.parse(bytes, 0, 20);
        assertThat(AudioLevel.read(packet, 1)).isNegative();
    }

    @Test
    void sendTimeWrapsAfterSixtyFourSeconds() {
        assertThat(AbsSendTime.of(1_500_000_000L)).isEqualTo(3 << 17);
        assertThat(AbsSendTime.of(64_000_000_000L)).isZero();
        assertThat(AbsSendTime.of(-1)).isEqualTo(0xFFFFFF);
    }
}
