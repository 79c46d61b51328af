package io.patchbay.testbeds.scenarios;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.sipp.Sipp;
import io.patchbay.testbeds.sipp.SippResult;
import io.patchbay.testbeds.sipp.SippRun;
import io.patchbay.testbeds.sipp.SippScript;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.time.Duration;

/** A SIPp scenario that the open appliance calls, as a device that registered from the same port. Closing ends it. */
final class Callee implements AutoCloseable {
    private final Testbed testbed;
    private final Sipp.Running running;
    private final String callId;

    private Callee(Testbed testbed, Sipp.Running running, String callId) {
        this.testbed = testbed;
        this.running = running;
        this.callId = callId;
    }

    static Callee called(Testbed testbed, SippScript script) {
        return called(testbed, script, Duration.ofSeconds(20));
    }

    static Callee called(Testbed testbed, SippScript script, Duration within) {
        String device = testbed.callee();
        int port = freePort();
        var sip = testbed.appliance().sip();
        testbed.sipp()
                .run(SippRun.of("registers", sip).to(device).listeningOn(port).with("password", Testbed.PASSWORD))
                .assertAllSuccessful();
        SippRun run = SippRun.of(script, sip).listeningOn(port).lenient().calls(1, 10, within);
        Sipp.Running running = testbed.sipp().start(run);
        String dial = "{\"device\":\"%s\",\"room\":\"%s\"}".formatted(device, testbed.room());
        var answer = testbed.appliance().api("POST", "/api/v1/calls", dial);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return new Callee(testbed, running, answer.body().replaceAll("(?s).*\"callId\"\\s*:\\s*\"([^\"]+)\".*", "$1"));
    }

    private static int freePort() {
        try (DatagramSocket probe = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String callId() {
        return callId;
    }

    /** Ends the call from the appliance's side, once the scenario has been heard to ring or answer. */
    void hangUp() {
        awaitState("ringing|answered|established");
        assertThat(testbed.appliance()
                        .api("DELETE", "/api/v1/calls/" + callId, "")
                        .status())
                .isEqualTo(200);
    }

    /** Presses keys by INFO, once the call is up. */
    void press(String keys) {
        awaitState("established");
        assertThat(testbed.appliance()
                        .api(
                                "POST",
                                "/api/v1/calls/" + callId + "/dtmf",
                                "{\"keys\":\"%s\",\"by\":\"info\"}".formatted(keys))
                        .status())
                .isEqualTo(200);
    }

    private void awaitState(String states) {
        testbed.appliance().await("the call " + callId + " is " + states, Duration.ofSeconds(15), here -> here.api(
                        "GET", "/api/v1/calls/" + callId, "")
                .body()
                .matches("(?si).*\"state\"\\s*:\\s*\"(" + states + ")\".*"));
    }

    SippResult awaitSuccess() {
        return running.await().assertAllSuccessful();
    }

    @Override
    public void close() {
        running.close();
    }
}
