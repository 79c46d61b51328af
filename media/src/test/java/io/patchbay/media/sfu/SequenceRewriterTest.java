package io.patchbay.media.sfu;

import static io.patchbay.media.sfu.SequenceRewriter.LEFT_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SequenceRewriterTest {
    private final SequenceRewriter rewriter = new SequenceRewriter(99);

    @Test
    void beginsWhereItWasToldAndKeepsGapsAndOrder() {
        rewriter.sync(5_000);
        assertThat(map(5_000, 5_001, 5_004, 5_003)).containsExactly(100, 101, 104, 103);
    }

    @Test
    void closesTheGapsOfThoseLeftOut() {
        rewriter.sync(10);
        assertThat(rewriter.map(10)).isEqualTo(100);
        rewriter.leaveOut(11);
        rewriter.leaveOut(12);
        assertThat(map(13, 14)).containsExactly(101, 102);
    }

    @Test
    void aLatePacketFromBeforeOneLeftOutGetsItsOwnPlace() {
        rewriter.sync(10);
        assertThat(rewriter.map(10)).isEqualTo(100);
        rewriter.leaveOut(12);
        assertThat(map(13, 11, 12)).containsExactly(102, 101, LEFT_OUT);
    }

    @Test
    void goesOnWithoutAGapAfterAPause() {
        rewriter.sync(10);
        assertThat(map(10, 11)).containsExactly(100, 101);
        rewriter.sync(500);
        assertThat(map(500, 501, 499)).containsExactly(102, 103, LEFT_OUT);
    }

    @Test
    void wrapsOnBothSides() {
        SequenceRewriter wrapping = new SequenceRewriter(0xFFFE);
        wrapping.sync(0xFFFF);
        assertThat(wrapping.map(0xFFFF)).isEqualTo(0xFFFF);
        assertThat(wrapping.map(0)).isZero();
        assertThat(wrapping.map(1)).isEqualTo(1);
    }

    @Test
    void goesRoundMoreThanOnce() {
        rewriter.sync(7);
        for (int i = 0; i < 200_000; i++) {
            assertThat(rewriter.map(7 + i & 0xFFFF)).isEqualTo(100 + i & 0xFFFF);
        }
    }

    @Test
    void givesNoNumberTwice() {
        rewriter.sync(10);
        assertThat(map(10, 11, 11, 10)).containsExactly(100, 101, LEFT_OUT, LEFT_OUT);
    }

    @Test
    void givesNoNumberTwiceWhateverComes() {
        Random random = new Random(3);
        rewriter.sync(0);
        Set<Integer> given = new HashSet<>();
        int at = 0;
        for (int i = 0; i < 30_000; i++) {
            at += random.nextInt(3);
            int input = at - random.nextInt(40) & 0xFFFF;
            if (random.nextInt(10) == 0) {
                rewriter.leaveOut(input);
            } else {
                int output = rewriter.map(input);
                assertThat(output == LEFT_OUT || given.add(output)).isTrue();
            }
        }
        assertThat(given).hasSizeGreaterThan(10_000);
    }

    private int[] map(int... inputs) {
        return java.util.Arrays.stream(inputs).map(rewriter::map).toArray();
    }
}
