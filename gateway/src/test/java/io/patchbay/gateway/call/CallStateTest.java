package io.patchbay.gateway.call;

import static io.patchbay.gateway.call.CallState.ANSWERED;
import static io.patchbay.gateway.call.CallState.ENDED;
import static io.patchbay.gateway.call.CallState.ESTABLISHED;
import static io.patchbay.gateway.call.CallState.RINGING;
import static io.patchbay.gateway.call.CallState.TRYING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallStateTest {

    @Test
    void callsOnlyGoForward() {
        List<CallState> order = List.of(TRYING, RINGING, ANSWERED, ESTABLISHED, ENDED);
        for (CallState from : order) {
            for (CallState to : order) {
                boolean ringsAgain = from == RINGING && to == RINGING; // each provisional response may
                boolean forward = order.indexOf(to) > order.indexOf(from);
                assertThat(from.canBecome(to)).as("%s to %s", from, to).isEqualTo(forward || ringsAgain);
            }
        }
    }

    @Test
    void everyStateMayEndButTheEnd() {
        assertThat(Arrays.stream(CallState.values()).filter(state -> !state.canBecome(ENDED)))
                .containsExactly(ENDED);
    }
}
