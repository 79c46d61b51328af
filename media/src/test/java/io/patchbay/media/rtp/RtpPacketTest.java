package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtpPacketTest {
    private final RtpPacket packet = new RtpPacket();

    private boolean parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
        return packet.parse(bytes, 0, bytes.length);
    }

    @Test
    void readsAndChangesTheFixedHeader() {
        assertThat(parse("80e0ffff fffffffe fffffffd 0102")).isTrue();
        assertThat(packet.payloadType()).isEqualTo(96);
        assertThat(packet.marker()).isTrue();
        assertThat(packet.sequenceNumber()).isEqualTo(65_535);
        assertThat(packet.timestamp()).isEqualTo(0xFFFFFFFEL);
        assertThat(packet.ssrc()).isEqualTo(0xFFFFFFFDL);
        assertThat(packet.payloadLength()).isEqualTo(2);
        packet.payloadType(0);
        packet.marker(false);
        packet.sequenceNumber(65_536);
        packet.timestamp(0x1_00000001L);
        packet.ssrc(5);
        assertThat(HexFormat.of().formatHex(packet.buffer(), 0, 12)).isEqualTo("800000000000000100000005");
    }

    @Test
    void findsElementsOfTheTwoByteForm() {
        assertThat(parse("90600001 00000002 00000003 10000002 00 0102aabb 1e00 00 77"))
                .isTrue();
        assertThat(packet.payloadLength()).isEqualTo(1);
        int at = packet.findExtension(1);
        assertThat(packet.extensionLength(at)).isEqualTo(2);
        assertThat(packet.buffer()[at]).isEqualTo((byte) 0xAA);
        assertThat(packet.extensionLength(packet.findExtension(30))).isZero();
        assertThat(packet.findExtension(2)).isNegative();
    }

    @ParameterizedTest
    @CsvSource({
        "too short,80600001 00000002 000000",
        "version 1,40600001 00000002 00000003",
        "sources missing,82600001 00000002 00000003 00000004",
        "extension header missing,90600001 00000002 00000003 bede",
        "extension cut,90600001 00000002 00000003 bede0002 00000000",
        "padding of nothing,a0600001 00000002 00000003 0000",
        "more padding than payload,a0600001 00000002 00000003 0004"
    })
    void refusesWhatDoesNotAddUp(String what, String hex) {
        assertThat(parse(hex)).as(what).isFalse();
    }

    @Test
    void noBytesMakeItThrow() {
        Random random = new Random(5);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            if (bytes.length > 14) {
                bytes[0] = (byte) (0x80 | bytes[0] & 0x3F);
                bytes[12] = (byte) 0xBE;
                bytes[13] = (byte) 0xDE;
            }
            RtpPacket.isRtcp(bytes, 0, bytes.length);
            if (packet.parse(bytes, 0, bytes.length)) {
                int at = packet.findExtension(1 + random.nextInt(15));
                if (at >= 0) {
                    assertThat(at + packet.extensionLength(at)).isLessThanOrEqualTo(packet.payloadOffset());
                }
                assertThat(packet.payloadLength()).isNotNegative();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"0,65535,-1", "65535,0,1", "0,32767,32767", "0,32768,-32768", "7,7,0"})
    void sequenceNumbersWrap(int from, int to, int distance) {
        assertThat(SequenceNumbers.distance(from, to)).isEqualTo(distance);
        assertThat(SequenceNumbers.isNewer(to, from)).isEqualTo(distance > 0);
        assertThat(SequenceNumbers.next(65_535)).isZero();
    }
}
