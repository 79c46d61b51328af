package io.patchbay.testbeds.load;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class StreamTallyTest {
    private static final long FRAME_NANOS = 20_000_000;

    private final StreamTally tally = new StreamTally(8_000);

    @Test
    void countsGapsInTheNumbersAcrossTheirWrap() {
        packet(65_534, 0);
        packet(65_535, 0);
        packet(2, 0); // 0 and 1 are missing
        packet(1, 0); // one came after all
        assertEquals(4, tally.received());
        assertEquals(1, tally.lost());
    }

    @Test
    void measuresLatenessAgainstThePromptest() {
        packet(1, 30_000_000); // itself 30 ms behind
        packet(2, 0);
        packet(3, 39_000_000);
        packet(4, 41_000_000);
        assertEquals(1, tally.late());
    }

    @Test
    void countsAnewAndKnowsWhereTheStreamWas() {
        packet(1, 0);
        tally.reset();
        packet(4, 0);
        assertEquals(1, tally.received());
        assertEquals(2, tally.lost());
    }

    private void packet(int sequence, long behind) {
        tally.packet(sequence, sequence * 160, 1_000_000_000L + sequence * FRAME_NANOS + behind);
    }
}
