package io.patchbay.sip.jain;

import static io.patchbay.sip.jain.CallState.ANSWERED;
import static io.patchbay.sip.jain.CallState.EARLY;
import static io.patchbay.sip.jain.CallState.ENDED;
import static io.patchbay.sip.jain.CallState.ESTABLISHED;
import static io.patchbay.sip.jain.CallState.LEAVING;
import static io.patchbay.sip.jain.CallState.TRYING;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallStateTest {
    private static final Map<CallState, Set<CallState>> ALLOWED = Map.of(
            TRYING, EnumSet.of(EARLY, ANSWERED, LEAVING, ENDED),
            EARLY, EnumSet.of(EARLY, ANSWERED, LEAVING, ENDED),
            ANSWERED, EnumSet.of(ESTABLISHED, LEAVING, ENDED),
            ESTABLISHED, EnumSet.of(LEAVING, ENDED),
            LEAVING, EnumSet.of(ENDED),
            ENDED, EnumSet.noneOf(CallState.class));

    @Test
    void onlyTheseStepsAreAllowed() {
        for (CallState from : CallState.values()) {
            for (CallState to : CallState.values()) {
                assertThat(from.canBecome(to))
                        .as("%s to %s", from, to)
                        .isEqualTo(ALLOWED.get(from).contains(to));
            }
        }
    }

    @Test
    void theApplicationTakesPartUntilItIsToldOfTheEnd() {
        assertThat(EnumSet.allOf(CallState.class))
                .filteredOn(CallState::isLive)
                .containsExactly(TRYING, EARLY, ANSWERED, ESTABLISHED);
    }
}
