package io.patchbay.media.rtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TransportArrivalsTest {
    private static final long MILLI = 1_000_000;

    private final TransportArrivals arrivals = new TransportArrivals();
    private final byte[] buffer = new byte[1500];
    private final RtcpWriter writer = new RtcpWriter();

    private List<String> feedback() {
        return feedback(1200);
    }

    private List<String> feedback(int room) {
        writer.wrap(buffer, 0, room);
        assertThat(arrivals.write(writer, 1, 2)).isTrue();
        return RtcpLog.of(buffer, 0, writer.length());
    }

    @Test
    void hasNothingToSayBeforeThereWasAPacket() {
        assertThat(arrivals.isPending()).isFalse();
        assertThat(arrivals.write(writer.wrap(buffer, 0, 1200), 1, 2)).isFalse();
        assertThat(writer.isEmpty()).isTrue();
    }

    @Test
    void tellsWhichPacketsCameWhen() {
        arrivals.onPacket(10, 64 * MILLI);
        arrivals.onPacket(11, 65 * MILLI);
        arrivals.onPacket(13, 200 * MILLI);
        assertThat(feedback()).containsExactly("TWCC 1 2 #0 base 10 count 4: 10@64000 11@65000 13@200000");
        assertThat(arrivals.isPending()).isFalse();
    }

    @Test
    void countsMessagesAndGoesOnWhereItStopped() {
        arrivals.onPacket(65534, 0);
        arrivals.onPacket(65535, MILLI);
        feedback();
        arrivals.onPacket(0, 2 * MILLI);
        arrivals.onPacket(2, 3 * MILLI);
        assertThat(feedback()).containsExactly("TWCC 1 2 #1 base 0 count 3: 0@2000 2@3000");
    }

    @Test
    void reportsLossesAtTheBeginning() {
        arrivals.onPacket(1, 0);
        feedback();
        arrivals.onPacket(5, MILLI);
        assertThat(feedback()).containsExactly("TWCC 1 2 #1 base 2 count 4: 5@1000");
    }

    @Test
    void tellsOfPacketsOutOfOrder() {
        arrivals.onPacket(1, 10 * MILLI);
        arrivals.onPacket(3, 11 * MILLI);
        arrivals.onPacket(2, 12 * MILLI);
        assertThat(feedback()).containsExactly("TWCC 1 2 #0 base 1 count 3: 1@10000 2@12000 3@11000");
    }

    @Test
    void leavesOutPacketsReportedAlreadyAndDuplicates() {
        arrivals.onPacket(1, 10 * MILLI);
        arrivals.onPacket(1, 20 * MILLI);
        assertThat(feedback()).containsExactly("TWCC 1 2 #0 base 1 count 1: 1@10000");
        arrivals.onPacket(1, 30 * MILLI);
        assertThat(arrivals.isPending()).isFalse();
    }

    @Test
    void beginsAnewAfterALeap() {
        arrivals.onPacket(1, 0);
        arrivals.onPacket(30_000, MILLI);
        assertThat(feedback()).containsExactly("TWCC 1 2 #0 base 30000 count 1: 30000@1000");
        arrivals.onPacket(20_000, 2 * MILLI);
        assertThat(feedback()).containsExactly("TWCC 1 2 #1 base 20000 count 1: 20000@2000");
    }

    @Test
    void startsAnotherMessageWhereAPauseIsTooLongForADelta() {
        arrivals.onPacket(1, 0);
        arrivals.onPacket(2, 20_000 * MILLI);
        assertThat(feedback()).containsExactly("TWCC 1 2 #0 base 1 count 1: 1@0");
        assertThat(feedback()).containsExactly("TWCC 1 2 #1 base 2 count 1: 2@20000000");
    }

    @Test
    void writesLongRunsShortly() {
        for (int i = 0; i < 500; i++) {
            arrivals.onPacket(i, i * MILLI);
        }
        feedback();
        assertThat(writer.length()).isEqualTo(12 + 8 + 2 + 500 + 2);
    }

    @Test
    void anyPatternOfLossAndOrderReadsTheSameWhateverTheRoom() {
        Random random = new Random(3);
        for (int round = 0; round < 300; round++) {
            TransportArrivals noted = new TransportArrivals();
            int first = random.nextInt(65_536);
            double loss = random.nextDouble();
            Map<Integer, Long> expected = new LinkedHashMap<>();
            long now = random.nextInt(1_000_000) * 250_000L;
            noted.onPacket(first, now);
            expected.put(first, now / 1000);
            for (int i = 1; i < 600; i++) {
                now += random.nextInt(random.nextInt(20) == 0 ? 800 : 12) * 250_000L;
                if (random.nextDouble() >= loss) {
                    noted.onPacket(first + i & 0xFFFF, now);
                    expected.put(first + i & 0xFFFF, now / 1000);
                }
            }
            assertThat(readAll(noted, 60 + random.nextInt(1000))).isEqualTo(expected);
        }
    }

    private Map<Integer, Long> readAll(TransportArrivals noted, int room) {
        Map<Integer, Long> read = new LinkedHashMap<>();
        List<Boolean> wellFormed = new ArrayList<>();
        while (noted.isPending()) {
            writer.wrap(buffer, 0, room);
            assertThat(noted.write(writer, 1, 2)).isTrue();
            wellFormed.add(new RtcpReader().read(buffer, 0, writer.length(), new RtcpVisitor() {
                @Override
                public void onTransportFeedback(long senderSsrc, long mediaSsrc, TransportFeedback feedback) {
                    while (feedback.next()) {
                        read.put(feedback.sequenceNumber(), feedback.arrivalMicros());
                    }
                }
            }));
        }
        assertThat(wellFormed).doesNotContain(false);
        return read;
    }
}
