package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeaderExtensionBlockTest {
    private final HeaderExtensionBlock block = new HeaderExtensionBlock();
    private final RtpPacket packet = new RtpPacket();
    private final byte[] out = new byte[200];

    @Test
    void writesElementsThatAPacketFinds() {
        byte[] mid = "audio7".getBytes(StandardCharsets.US_ASCII);
        block.clear().add(1, mid, 0, mid.length).add8(10, 0x83).add16(5, 0xBEEF).add24(4, 0x123456);
        int header = block.writeHeader(out, 3, 111, true, 65_535, 0xFFFFFFFFL, 0xFFFFFFFEL);
        assertThat(packet.parse(out, 3, header + 20)).isTrue();
        assertThat(packet.payloadLength()).isEqualTo(20);
        assertThat(packet.ssrc()).isEqualTo(0xFFFFFFFEL);
        int at = packet.findExtension(1);
        assertThat(new String(out, at, packet.extensionLength(at), StandardCharsets.US_ASCII))
                .isEqualTo("audio7");
        assertThat(AudioLevel.read(packet, 10)).isEqualTo(0x83);
        assertThat(HexFormat.of().formatHex(out, packet.findExtension(5), packet.findExtension(5) + 2))
                .isEqualTo("beef");
        assertThat(HexFormat.of().formatHex(out, packet.findExtension(4), packet.findExtension(4) + 3))
                .isEqualTo("123456");
        assertThat(packet.findExtension(2)).isNegative();
    }

    @Test
    void writesNoExtensionWithoutElements() {
        int header = block.clear().writeHeader(out, 0, 0, false, 1, 2, 3);
        assertThat(header).isEqualTo(12);
        assertThat(packet.parse(out, 0, header)).isTrue();
        assertThat(packet.hasExtension()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "plain,             80e00001 00000002 00000003 aabbcc",
        "with extension,    90e00001 00000002 00000003 bede0001 12345678 aabbcc",
        "with sources,      81e00001 00000002 00000003 00000009 aabbcc",
        "with padding,      a0e00001 00000002 00000003 aabbcc 0002"
    })
    void replacesWhatAPacketCarried(String what, String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        assertThat(packet.parse(bytes, 0, bytes.length)).isTrue();
        int sources = bytes[0] & 0x0F;

        int length = block.clear().add8(3, 0x55).rewrite(packet, out, 1);

        RtpPacket copy = new RtpPacket();
        assertThat(copy.parse(out, 1, length)).isTrue();
        assertThat(length).isEqualTo(12 + 4 * sources + 8 + 3);
        assertThat(copy.sequenceNumber()).isEqualTo(1);
        assertThat(copy.marker()).isTrue();
        assertThat(copy.findExtension(1)).isNegative();
        assertThat(AudioLevel.read(copy, 3)).isEqualTo(0x55);
        assertThat(HexFormat.of().formatHex(out, copy.payloadOffset(), copy.payloadOffset() + copy.payloadLength()))
                .isEqualTo("aabbcc");

        assertThat(copy.parse(out, 1, block.clear().rewrite(packet, out, 1))).isTrue();
        assertThat(copy.hasExtension()).isFalse();
        assertThat(copy.payloadLength()).isEqualTo(3);
    }

    @ParameterizedTest
    @CsvSource({"0,1", "15,1", "3,0", "3,17"})
    void refusesWhatTheOneByteFormCannotSay(int id, int count) {
        assertThatThrownBy(() -> block.add(id, new byte[20], 0, count)).isInstanceOf(IllegalArgumentException.class);
        assertThat(block.length()).isZero();
    }
}
