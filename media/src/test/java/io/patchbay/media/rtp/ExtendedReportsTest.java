package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ExtendedReportsTest {
    private static final VoipMetrics METRICS = new VoipMetrics(
            13,
            2,
            128,
            1,
            340,
            2_000,
            45,
            80,
            -20,
            -60,
            55,
            16,
            82,
            127,
            42,
            41,
            VoipMetrics.CONCEALING_ADAPTIVE,
            40,
            60,
            200);

    private final byte[] buffer = new byte[256];
    private final RtcpWriter writer = new RtcpWriter().wrap(buffer, 0, buffer.length);
    private final List<VoipMetrics> found = new ArrayList<>();
    private long sender;
    private long media;
    private final RtcpVisitor visitor = new RtcpVisitor() {
        @Override
        public void onVoipMetrics(long senderSsrc, long mediaSsrc, byte[] bytes, int at) {
            sender = senderSsrc;
            media = mediaSsrc;
            found.add(ExtendedReports.voipMetrics(bytes, at));
        }
    };

    @Test
    void readsWhatItWrites() {
        writer.receiverReport(7);
        assertThat(ExtendedReports.writeVoipMetrics(writer, 7, 0xFFFF_FFFFL, METRICS))
                .isTrue();
        assertThat(new RtcpReader().read(buffer, 0, writer.length(), visitor)).isTrue();
        assertThat(found).containsExactly(METRICS);
        assertThat(sender).isEqualTo(7);
        assertThat(media).isEqualTo(0xFFFF_FFFFL);
    }

    /** RFC 3611 §4.7: the block's place and length. */
    @Test
    void laysTheBlockOutAsTheStandardDraws() {
        ExtendedReports.writeVoipMetrics(writer, 7, 9, METRICS);
        assertThat(writer.length()).isEqualTo(44);
        assertThat(buffer).startsWith(0x80, 207, 0, 10, 0, 0, 0, 7, 7, 0, 0, 8, 0, 0, 0, 9, 13, 2, 128, 1);
        assertThat(RtpPacket.u16(buffer, 20)).isEqualTo(340); // burst duration
        assertThat(buffer[28]).isEqualTo((byte) -20); // signal level
        assertThat(RtpPacket.u16(buffer, 42)).isEqualTo(200); // JB abs max
    }

    @Test
    void writesNothingWhereThereIsNoRoom() {
        writer.wrap(buffer, 0, 43);
        assertThat(ExtendedReports.writeVoipMetrics(writer, 7, 9, METRICS)).isFalse();
        assertThat(writer.length()).isZero();
    }

    @Test
    void readsAnyBytesWithoutHarm() {
        Random random = new Random(5);
        for (int i = 0; i < 50_000; i++) {
            random.nextBytes(buffer);
            buffer[0] = (byte) 0x80;
            buffer[1] = (byte) 207;
            buffer[2] = 0;
            buffer[3] = (byte) random.nextInt(63);
            buffer[8] = (byte) (random.nextBoolean() ? 7 : buffer[8]);
            buffer[10] = 0;
            new RtcpReader().read(buffer, 0, random.nextInt(buffer.length), visitor);
            found.clear();
        }
    }
}
