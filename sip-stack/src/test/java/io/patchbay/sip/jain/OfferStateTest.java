package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class OfferStateTest {

    @Test
    void oneOfferIsSettledBeforeTheNext() {
        for (OfferState from : OfferState.values()) {
            for (OfferState to : OfferState.values()) {
                boolean wanted = from != to && (from == OfferState.IDLE || to == OfferState.IDLE);
                assertThat(from.canBecome(to)).as("%s to %s", from, to).isEqualTo(wanted);
            }
        }
    }
}
