package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.sipp.Sipp;
import io.patchbay.testbeds.sipp.SippRun;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** PBXs and room systems that Debian does not have, as SIPp plays them: what is theirs alone in header fields, descriptions and order. */
@Tag("real-peer")
class PbxFlavoursTest {
    private static final Duration SOON = ofSeconds(15);

    private static int asteriskPort;
    private static int forkingPort;
    private static Appliance appliance;
    private static ApplianceCalls calls;

    private final Sipp sipp = new Sipp(Host.loopback());

    @BeforeAll
    static void start() throws SocketException {
        assumeTrue(Sipp.whyNot().isEmpty(), Sipp::whyNot);
        try (DatagramSocket one =
                        new DatagramSocket(new InetSocketAddress(Host.loopback().address(), 0));
                DatagramSocket two =
                        new DatagramSocket(new InetSocketAddress(Host.loopback().address(), 0))) {
            asteriskPort = one.getLocalPort();
            forkingPort = two.getLocalPort();
        }
        appliance = Appliance.start(
                Host.loopback(),
                configuration -> configuration.set(
                        "trunks",
                        List.of(trunk("asterisk", asteriskPort, "+491"), trunk("forks", forkingPort, "+492"))));
        calls = new ApplianceCalls(appliance);
    }

    private static Map<String, Object> trunk(String name, int port, String prefix) {
        return Map.of(
                "name",
                name,
                "hosts",
                List.of("127.0.0.1:" + port),
                "health-every",
                "0s", // SIPp would take OPTIONS for a call
                "outbound",
                Map.of("prefixes", List.of(prefix)));
    }

    @AfterAll
    static void stop() {
        if (appliance != null) {
            appliance.close();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"asterisk_qualifies", "cisco_delayed_offer", "room_system", "update_after_prack", "odd_forms"})
    void callOfTheFlavourGoesAsItExpects(String scenario) {
        sipp.run(SippRun.of(scenario, appliance.sip()).to("with-" + scenario)).assertAllSuccessful();

        appliance.awaitZero(SOON, "patchbay_calls");
    }

    @Test
    void asterisksDirectMediaIsFollowedRightAfterTheAnswer() {
        SippRun run = SippRun.of("asterisk_calls", appliance.sip()).to("direct-media");
        try (Sipp.Running running = sipp.start(run)) {
            String callId = calls.awaitEstablished("direct-media");

            appliance.await("media goes where the re-INVITE says", SOON, here -> calls.show(callId)
                    .at("/media/remoteAddress")
                    .asText()
                    .equals("127.0.0.2:16998"));

            running.await().assertAllSuccessful();
            assertThat(calls.awaitRecord(callId).path("endText").asText()).contains("Q.850 cause 16");
        }
    }

    @Test
    void asteriskAnswersDifferentlyThanItRangAndMovesTheMedia() {
        SippRun run = SippRun.of("asterisk_answers", appliance.sip()).listeningOn(asteriskPort);
        try (Sipp.Running running = sipp.start(run)) {
            String callId = calls.dialNumber("+4911", "answers");

            appliance.await("media goes where the re-INVITE says", SOON, here -> calls.show(callId)
                    .at("/media/remoteAddress")
                    .asText()
                    .equals("127.0.0.3:17004"));

            calls.hangUp(callId);
            running.await().assertAllSuccessful();
        }
    }

    @Test
    void thePhoneThatAnswersCountsAndNotTheOneThatPlayedEarlyMedia() {
        SippRun run = SippRun.of("forked_answer", appliance.sip()).listeningOn(forkingPort);
        try (Sipp.Running running = sipp.start(run)) {
            String callId = calls.dialNumber("+4921", "forks");

            appliance.await("media goes to who answered", SOON, here -> calls.show(callId)
                    .at("/media/remoteAddress")
                    .asText()
                    .equals("127.0.0.1:17012"));

            calls.hangUp(callId);
            running.await().assertAllSuccessful();
        }
    }
}
