package io.patchbay.gateway.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RequestBudgetTest {
    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    @Test
    void allowsABurstThenFiftyASecond() {
        RequestBudget budget = new RequestBudget(50, 200, 0);

        assertThat(taken(budget, 0, 300)).isEqualTo(200);
        assertThat(taken(budget, SECOND, 300)).isEqualTo(50);
        assertThat(taken(budget, 100 * SECOND, 300)).isEqualTo(200);
    }

    private static int taken(RequestBudget budget, long nanos, int asked) {
        int taken = 0;
        for (int i = 0; i < asked; i++) {
            taken += budget.take(nanos) ? 1 : 0;
        }
        return taken;
    }
}
