package io.patchbay.gateway.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.Refusal;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BestResponseTest {

    private static EndReason failure(String word) {
        return switch (word) {
            case "silent" -> new EndReason.TimedOut("response to INVITE");
            case "unsent" -> new EndReason.Failed("sending INVITE", "no connection");
            default -> new EndReason.Refused(Side.REMOTE, new Refusal(Integer.parseInt(word), "", ""));
        };
    }

    /** RFC 3261 §16.7 step 6 and §16.9. */
    @ParameterizedTest
    @CsvSource({
        "486, 486",
        "480 486, 486",
        "486 480, 486",
        "486 603 480, 603",
        "486 302, 302",
        "500 404, 404",
        "486 407, 407",
        "486 484, 484",
        "404 486, 486",
        "503 500, 500",
        "503 silent, silent",
        "silent 480, 480",
        "unsent 500, 500",
        "unsent silent, silent",
        "unsent 486, 486",
    })
    void tellsTheBestOfSeveralFailures(String failures, String best) {
        List<EndReason> all = Arrays.stream(failures.split(" "))
                .map(BestResponseTest::failure)
                .toList();
        assertThat(BestResponse.of(all)).isEqualTo(failure(best));
    }

    @Test
    void onlyA6xxHoldsForAll() {
        assertThat(BestResponse.isFinal(failure("603"))).isTrue();
        assertThat(BestResponse.isFinal(failure("486"))).isFalse();
        assertThat(BestResponse.isFinal(failure("silent"))).isFalse();
        assertThat(BestResponse.isFinal(new EndReason.Refused(Side.LOCAL, new Refusal(606, "", ""))))
                .isFalse();
    }
}
