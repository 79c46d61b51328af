package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RtcpReaderTest {
    private static final String SR = "80c80006 00000001 e0000000 80000000 00001000 00000005 00000320";
    private static final String RR = "80c90001 00000002";

    private static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex.replace(" ", ""));
    }

    private static List<String> read(String hex) {
        byte[] bytes = bytes(hex);
        return RtcpLog.of(bytes, 0, bytes.length);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                SR + " | SR 1 e000000080000000 4096 5 800",
                RR + " | RR 2",
                "81ca0003 00000003 01026162 00000000 | CNAME 3 ab",
                "82cb0002 00000004 00000005 | BYE 4;BYE 5",
                "81cd0003 00000001 00000002 ffff0003 | NACK 1 2 65535;NACK 1 2 0;NACK 1 2 1",
                "81ce0002 00000001 00000002 | PLI 1 2",
                "84ce0004 00000001 00000000 00000002 07000000 | FIR 1 2 #7",
                "8fce0005 00000001 00000000 52454d42 010bd090 00000002 | REMB 1 2 1000000",
                "8fce0004 00000001 00000000 52454d42 000bd090 | REMB 1 0 1000000",
            })
    void tellsWhatAPacketSays(String hex, String expected) {
        assertThat(read(hex)).containsExactly(expected.split(";"));
    }

    @Test
    void readsReportBlocks() {
        byte[] bytes = bytes("81c90007 00000002 0000000a 40fffffe 00010005 00000011 12345678 00010000");
        RtcpLog log = new RtcpLog();
        assertThat(new RtcpReader().read(bytes, 0, bytes.length, log)).isTrue();
        assertThat(log.lastBlock()).isEqualTo(new ReportBlock(10, 64, -2, 0x10005, 17, 0x12345678L, 0x10000));
    }

    @Test
    void readsCompoundPacketsInOrder() {
        assertThat(read(SR + "81ca0003 00000001 01026162 00000000" + "81ce0002 00000001 00000002"))
                .containsExactly("SR 1 e000000080000000 4096 5 800", "CNAME 1 ab", "PLI 1 2");
    }

    @Test
    void readsFromTheMiddleOfABuffer() {
        byte[] packet = bytes(RR);
        byte[] buffer = new byte[100];
        System.arraycopy(packet, 0, buffer, 37, packet.length);
        assertThat(RtcpLog.of(buffer, 37, packet.length)).containsExactly("RR 2");
    }

    @Test
    void skipsExtendedReportsApplicationPacketsAndUnknownFeedback() {
        String xr = "80cf0004 00000001 04000002 00000000 00000000";
        String app = "80cc0002 00000001 41424344";
        String unknownFeedback = "9fcd0002 00000001 00000002";
        assertThat(read(xr + app + unknownFeedback + RR)).containsExactly("RR 2");
    }

    @Test
    void leavesPaddingOut() {
        assertThat(read("a1cb0002 00000004 00000004")).containsExactly("BYE 4");
    }

    @Test
    void readsSourceDescriptionsOfSeveralSourcesWithOtherItems() {
        // NAME "x" and CNAME "abcd" of one, CNAME "e" of another
        assertThat(read("82ca0006 00000001 020178 01 04616263 64000000 00000002 01016500"))
                .containsExactly("CNAME 1 abcd", "CNAME 2 e");
    }

    @ParameterizedTest
    @CsvSource({
        "empty,''",
        "shorter than a header,80c9",
        "version 1,40c90001 00000002",
        "longer than the datagram,80c90002 00000002",
        "more blocks than bytes,81c90001 00000002",
        "sender report cut,80c80001 00000001",
        "more sources than bytes,83cb0001 00000004",
        "padding of nothing,a0c90001 00000000",
        "padding beyond the packet,a0c90001 000000ff",
        "item beyond the packet,81ca0002 00000003 01ff6162",
        "feedback without sources,81cd0001 00000001",
        "REMB with more sources than bytes,8fce0004 00000001 00000000 52454d42 050bd090",
        "transport feedback without base,8fcd0002 00000001 00000002",
        "transport feedback with chunks missing,8fcd0004 00000001 00000002 00010064 00000000",
        "transport feedback with deltas missing,8fcd0005 00000001 00000002 00010064 00000000 20640000"
    })
    void noticesWhatDoesNotAddUp(String what, String hex) {
        assertThat(read(hex)).as(what).containsExactly("malformed");
    }

    @Test
    void tellsWhatCameBeforeTheFault() {
        assertThat(read(RR + "81c90001 00000002")).containsExactly("RR 2", "malformed");
    }

    @Test
    void noBytesMakeItThrow() {
        Random random = new Random(1);
        RtcpReader reader = new RtcpReader();
        RtcpLog log = new RtcpLog();
        for (int i = 0; i < 40_000; i++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);
            if (bytes.length > 4) { // mostly believable headers, else nothing behind them is reached
                bytes[0] = (byte) (0x80 | bytes[0] & 0x3F);
                bytes[1] = (byte) (200 + random.nextInt(8));
                bytes[2] = 0;
                bytes[3] = (byte) random.nextInt(bytes.length / 4 + 1);
            }
            reader.read(bytes, 0, bytes.length, log);
            log.entries().clear();
        }
    }

    @Test
    void cutOrBentPacketsMakeNothingThrow() {
        byte[] whole = bytes(SR
                + "81ca0003 00000003 01026162 00000000 81cd0003 00000001 00000002 ffff0003"
                + "8fce0005 00000001 00000000 52454d42 010bd090 00000002"
                + "8fcd0006 00000001 00000002 00010007 00000500 d5550a0b 0c0d0e0f 10000000");
        Random random = new Random(2);
        RtcpLog log = new RtcpLog();
        for (int length = 0; length <= whole.length; length++) {
            new RtcpReader().read(Arrays.copyOf(whole, length), 0, length, log);
        }
        for (int i = 0; i < 40_000; i++) {
            byte[] bent = whole.clone();
            for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                bent[random.nextInt(bent.length)] = (byte) random.nextInt();
            }
            new RtcpReader().read(bent, 0, bent.length, log);
            log.entries().clear();
        }
    }

    @Test
    void aLongRunOfLostPacketsCostsNothing() {
        // 65535 packets in nine run chunks: eight of 8191 and one of 7
        String chunks = "1fff".repeat(8) + "0007" + "0000";
        byte[] bytes = bytes("8fcd0009 00000001 00000002 0001ffff 00000000" + chunks);
        assertThat(RtcpLog.of(bytes, 0, bytes.length)).containsExactly("TWCC 1 2 #0 base 1 count 65535:");
    }
}
