package io.patchbay.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.Refusal;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallerResponseTest {
    private static EndReason refused(int status) {
        return new EndReason.Refused(Side.REMOTE, new Refusal(status, "Phrase", "why", Duration.ofSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({"486,486", "404,404", "603,603", "503,503", "401,502", "407,502", "491,502", "302,480"})
    void theCallerIsToldWhatTheOneCalledSaid(int theirs, int ours) {
        Refusal told = CallerResponse.to(refused(theirs));
        assertThat(told.status()).isEqualTo(ours);
        assertThat(told.explanation())
                .contains("the far end refused: " + theirs)
                .contains("why");
        if (theirs == ours) {
            assertThat(told.phrase()).isEqualTo("Phrase");
            assertThat(told.retryAfter()).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Test
    void silenceFaultsAndHangingUpHereHaveStatusesOfTheirOwn() {
        assertThat(CallerResponse.to(new EndReason.TimedOut("answer")).status()).isEqualTo(408);
        assertThat(CallerResponse.to(new EndReason.Failed("sending INVITE", "no connection"))
                        .status())
                .isEqualTo(503);
        assertThat(CallerResponse.to(new EndReason.HungUp(Side.LOCAL, "an operator"))
                        .status())
                .isEqualTo(480);
    }
}
