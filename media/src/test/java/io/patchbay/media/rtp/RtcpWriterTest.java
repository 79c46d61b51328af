package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RtcpWriterTest {
    private final byte[] buffer = new byte[1500];
    private final RtcpWriter writer = new RtcpWriter().wrap(buffer, 0, 1200);

    private List<String> written() {
        return RtcpLog.of(buffer, 0, writer.length());
    }

    private String hex() {
        return HexFormat.of().formatHex(buffer, 0, writer.length());
    }

    @Test
    void writesACompoundPacketThatReadsTheSame() {
        ReportBlock block = new ReportBlock(0xFFFFFFFFL, 255, -3, 0xFFFF1234L, 99, 0x89ABCDEFL, 0xFFFFFFFFL);
        writer.senderReport(0xFFFFFFFEL, 0xE0000000_80000000L, 0xFFFFFFFDL, 7, 8);
        writer.reportBlock(block);
        writer.cname(1, "phone@patchbay");
        writer.pli(1, 2);
        writer.fir(1, 3, 256 + 9);
        writer.remb(1, 1_000_000, 4, 5);
        writer.bye(1);

        RtcpLog log = new RtcpLog();
        assertThat(new RtcpReader().read(buffer, 0, writer.length(), log)).isTrue();
        assertThat(log.lastBlock()).isEqualTo(block);
        assertThat(log.entries())
                .containsExactly(
                        "SR 4294967294 e000000080000000 4294967293 7 8",
                        "block 4294967294 on 4294967295",
                        "CNAME 1 phone@patchbay",
                        "PLI 1 2",
                        "FIR 1 3 #9",
                        "REMB 1 4 1000000",
                        "REMB 1 5 1000000",
                        "BYE 1");
    }

    @Test
    void writesTheBytesOfTheStandards() {
        writer.receiverReport(2);
        writer.pli(1, 2);
        writer.fir(1, 2, 7);
        writer.remb(1, 1_000_000, 2);
        assertThat(hex())
                .isEqualTo("80c9000100000002" + "81ce00020000000100000002" + "84ce000400000001000000000000000207000000"
                        + "8fce000500000001000000005245 4d42010bd09000000002".replace(" ", ""));
    }

    @Test
    void countsReportBlocksUpToThirtyOne() {
        ReportBlock block = new ReportBlock(1, 0, 0, 0, 0, 0, 0);
        writer.receiverReport(2);
        for (int i = 0; i < 31; i++) {
            assertThat(writer.reportBlock(block)).isTrue();
        }
        assertThat(writer.reportBlock(block)).isFalse();
        assertThat(writer.receiverReport(2)).isTrue();
        assertThat(writer.reportBlock(block)).isTrue();
        assertThat(written()).hasSize(34).doesNotContain("malformed");
    }

    @Test
    void refusesAReportBlockWithoutAReportBeforeIt() {
        writer.receiverReport(2);
        writer.cname(2, "x");
        assertThatThrownBy(() -> writer.reportBlock(new ReportBlock(1, 0, 0, 0, 0, 0, 0)))
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 255, 300})
    void endsANameWithOneToFourZeros(int length) {
        writer.cname(1, "n".repeat(length));
        writer.bye(1);
        assertThat(written()).containsExactly("CNAME 1 " + "n".repeat(Math.min(length, 255)), "BYE 1");
    }

    @ParameterizedTest
    @CsvSource({
        "'5', 1",
        "'5 6 21', 1",
        "'5 22', 2",
        "'65535 0 15', 1",
        "'65530 65535 0 30 31', 2",
        "'5 5 6', 1",
        "'1 100 200 300', 4"
    })
    void packsNacksBySixteenFollowers(String numbers, int entries) {
        int[] missing =
                List.of(numbers.split(" ")).stream().mapToInt(Integer::parseInt).toArray();
        assertThat(writer.nack(1, 2, missing, missing.length)).isTrue();
        assertThat(writer.length()).isEqualTo(12 + 4 * entries);
        assertThat(written())
                .containsExactlyElementsOf(IntStream.of(missing)
                        .distinct()
                        .mapToObj(n -> "NACK 1 2 " + n)
                        .toList());
    }

    @Test
    void writesNoEmptyNack() {
        assertThat(writer.nack(1, 2, new int[8], 0)).isFalse();
        assertThat(writer.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 262_143, 262_144, 3_000_000, 4_000_000_000L, Long.MAX_VALUE})
    void rembIsExactToEighteenBits(long bitsPerSecond) {
        writer.remb(1, bitsPerSecond, 2);
        long read = Long.parseLong(written().get(0).substring("REMB 1 2 ".length()));
        assertThat(read).isLessThanOrEqualTo(bitsPerSecond);
        assertThat(bitsPerSecond - read).isLessThanOrEqualTo(bitsPerSecond >> 17);
    }

    @Test
    void addsNothingWhereThereIsNoRoom() {
        writer.wrap(buffer, 100, 100 + 8 + 12);
        assertThat(writer.receiverReport(1)).isTrue();
        assertThat(writer.reportBlock(new ReportBlock(1, 0, 0, 0, 0, 0, 0))).isFalse();
        assertThat(writer.senderReport(1, 2, 3, 4, 5)).isFalse();
        assertThat(writer.cname(1, "longer than fits")).isFalse();
        assertThat(writer.nack(1, 2, new int[] {3}, 1)).isFalse();
        assertThat(writer.remb(1, 2, 3)).isFalse();
        assertThat(writer.length()).isEqualTo(8);
        assertThat(writer.pli(1, 2)).isTrue();
        assertThat(writer.bye(1)).isFalse();
        assertThat(RtcpLog.of(buffer, 100, writer.length())).containsExactly("RR 1", "PLI 1 2");
    }

    @Test
    void refusesBytesThatAreNotThere() {
        assertThatThrownBy(() -> writer.wrap(buffer, 0, 1501)).isInstanceOf(IndexOutOfBoundsException.class);
    }
}
