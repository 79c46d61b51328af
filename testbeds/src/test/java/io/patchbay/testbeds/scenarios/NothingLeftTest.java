package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.process.ProcessStatistics;
import io.patchbay.testbeds.sipp.Sipp;
import io.patchbay.testbeds.sipp.SippRun;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("real-peer")
class NothingLeftTest {
    /** What must be gone as soon as the last call has ended. */
    static final String[] AT_ONCE = {
        "patchbay_calls",
        "patchbay_rooms",
        "patchbay_participants",
        "patchbay_transports",
        "patchbay_producers",
        "patchbay_consumers",
        "patchbay_native_codecs",
        "patchbay_rtp_ports_in_use"
    };

    /** What the timers of RFC 3261 keep for a while, 64 times T1. */
    private static final String[] AFTER_TIMERS = {"patchbay_sip_transactions", "patchbay_sip_dialogs"};

    @Test
    void twoHundredCallsOfTwoSecondsLeaveNothingBehind() {
        try (Appliance appliance =
                Appliance.start(Host.loopback(), configuration -> configuration.set("sip.timer-t1", "50ms"))) {
            Sipp sipp = new Sipp(Host.loopback());
            SippRun calls = SippRun.of("caller_hangs_up", appliance.sip()).with("talk", "2000");
            sipp.run(calls.calls(20, 10, ofSeconds(30))).assertAllSuccessful(); // loads classes, fills pools
            appliance.awaitZero(ofSeconds(10), AFTER_TIMERS);
            ProcessStatistics before = appliance.statistics();

            sipp.run(calls.calls(200, 20, ofSeconds(60))).assertAllSuccessful();

            appliance.awaitZero(ofSeconds(2), AT_ONCE);
            appliance.awaitZero(ofSeconds(10), AFTER_TIMERS);
            Awaitility.await().atMost(ofSeconds(10)).untilAsserted(() -> {
                ProcessStatistics after = appliance.statistics();
                assertThat(after.threads()).as("threads").isLessThanOrEqualTo(before.threads() + 2);
                assertThat(after.openFiles()).as("open files").isLessThanOrEqualTo(before.openFiles() + 2);
            });
        }
    }
}
