package io.patchbay.gateway.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class OncePerSecondTest {
    private static final long SECOND = 1_000_000_000L;

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - SECOND / 2); // nanoTime may wrap
    private final OncePerSecond perSecond = new OncePerSecond(now::get);
    private final List<Long> lines = new ArrayList<>();

    @Test
    void letsOneLineASecondThroughAndCountsTheOthers() {
        perSecond.run(lines::add);
        perSecond.run(lines::add);
        now.addAndGet(SECOND - 1);
        perSecond.run(lines::add);
        now.addAndGet(1);
        perSecond.run(lines::add);
        perSecond.run(lines::add);
        now.addAndGet(5 * SECOND);
        perSecond.run(lines::add);

        assertThat(lines).containsExactly(0L, 2L, 1L);
    }
}
