package io.patchbay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CapacityCheckTest {
    private static final long GIGABYTE = 1L << 30;

    @Test
    void saysNothingWhereThereIsEnough() {
        assertThat(new CapacityCheck(5_000, 1_048_576, 4 * GIGABYTE).warnings(500))
                .isEmpty();
        assertThat(new CapacityCheck(5_000, 1_048_576, GIGABYTE / 4).warnings(0))
                .isEmpty();
    }

    @Test
    void namesTheNumberAndTheSettingOfEachThingThatIsShort() {
        List<String> warnings = new CapacityCheck(100, 1_024, GIGABYTE / 4).warnings(500);
        assertThat(warnings)
                .containsExactly(
                        "limits.calls allows 500 calls, but media.rtp-ports has ports for 100; it takes 1000 ports for all of them",
                        "limits.calls allows 500 calls, but 1024 open files (ulimit -n) are enough for 387; raise it to 1250"
                                + " (LimitNOFILE for systemd)",
                        "limits.calls allows 500 calls, but a heap of 256 MB is enough for about 384; start with"
                                + " JAVA_OPTS=-Xmx314m");
    }

    @Test
    void takesThePortsForWhatIsAllowedWhereNoNumberIs() {
        assertThat(new CapacityCheck(5_000, 4_096, GIGABYTE).warnings(0))
                .singleElement()
                .asString()
                .contains("media.rtp-ports allows 5000 calls")
                .contains("1923")
                .contains("10250");
    }
}
