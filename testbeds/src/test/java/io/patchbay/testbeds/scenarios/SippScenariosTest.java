package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.sipp.Sipp;
import io.patchbay.testbeds.sipp.SippResult;
import io.patchbay.testbeds.sipp.SippRun;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The appliance as SIPp sees it. */
@Tag("real-peer")
@ExtendWith(SharedTestbed.class)
class SippScenariosTest {

    @BeforeAll
    static void needsSipp() {
        assumeTrue(Sipp.whyNot().isEmpty(), Sipp::whyNot);
    }

    @Test
    void plainCallOverUdp(Testbed testbed) {
        run(testbed, SippRun.of("caller_hangs_up", testbed.appliance().sip()).with("talk", "1000"));
    }

    @Test
    void plainCallOverTcp(Testbed testbed) {
        run(
                testbed,
                SippRun.of("caller_hangs_up", testbed.appliance().sip())
                        .overTcp()
                        .with("talk", "300"));
    }

    @Test
    void hangsUpOnTheCallerWhenAskedTo(Testbed testbed) {
        String room = testbed.room();
        SippRun run =
                SippRun.of("appliance_hangs_up", testbed.appliance().sip()).to(room);
        try (Sipp.Running running = testbed.sipp().start(run)) {
            String callId = Awaitility.await()
                    .atMost(ofSeconds(10))
                    .until(() -> callIn(testbed.appliance(), room), id -> !id.isEmpty());

            assertThat(testbed.appliance()
                            .api("DELETE", "/api/v1/calls/" + callId, "")
                            .status())
                    .isEqualTo(200);

            running.await().assertAllSuccessful();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"u1", "t1"})
    void cancelBeforeTheAnswer(String transport, Testbed testbed) {
        SippRun run = SippRun.of("cancel_before_answer", testbed.appliance().sip())
                .to(testbed.room())
                .lenient() // a 100 may come between INVITE and CANCEL
                .calls(20, 20, ofSeconds(20));
        run(testbed, transport.equals("t1") ? run.overTcp() : run);
    }

    @Test
    void retransmittedInviteIsOneCall(Testbed testbed) {
        String room = testbed.room();
        SippRun run = SippRun.of("retransmitted_invite", testbed.appliance().sip())
                .to(room)
                .lenient();

        try (Sipp.Running running = testbed.sipp().start(run)) {
            Awaitility.await().atMost(ofSeconds(10)).until(() -> !callIn(testbed.appliance(), room)
                    .isEmpty());
            assertThat(callsIn(testbed.appliance(), room)).isEqualTo(1);
            running.await().assertAllSuccessful();
        }
        assertThat(callsIn(testbed.appliance(), room)).isZero();
    }

    @Test
    void answersAgainWhereTheAckIsLost(Testbed testbed) {
        SippResult result =
                run(testbed, SippRun.of("lost_ack", testbed.appliance().sip()));

        assertThat(result.repeated(200)).isEqualTo(2); // after 0.5 s and 1.5 s
    }

    @Test
    void holdAndBackByReinvite(Testbed testbed) {
        run(testbed, SippRun.of("reinvite", testbed.appliance().sip()));
    }

    @Test
    void offerInThe200AndHoldByUpdate(Testbed testbed) {
        run(testbed, SippRun.of("late_offer", testbed.appliance().sip()));
    }

    @Test
    void sessionTimerIsGrantedAndRefreshed(Testbed testbed) {
        run(testbed, SippRun.of("session_timer", testbed.appliance().sip()));
    }

    @Test
    void reliableRingingForACallerThatRequiresIt(Testbed testbed) {
        run(testbed, SippRun.of("reliable_ringing", testbed.appliance().sip()).lenient());
    }

    @Test
    void phoneHandsItsPlaceToADevice(Testbed testbed) {
        String device = Testbed.DEVICE + "4";
        try (Phone desk = testbed.phone(PhoneSettings.named(device).withPassword(Testbed.PASSWORD))) {
            assertThat(desk.register(ofSeconds(60))).isEqualTo(200);
            SippRun run = SippRun.of("blind_transfer", testbed.appliance().sip())
                    .to(testbed.room())
                    .with("device", device)
                    .lenient();
            try (Sipp.Running running = testbed.sipp().start(run)) {
                PhoneCall call = desk.awaitCall(ofSeconds(10));
                running.await().assertAllSuccessful();
                assertThat(call.isEnded()).isFalse();
                call.hangUp();
            }
            desk.register(ofSeconds(0));
        }
    }

    @Test
    void operatorHandsAPhoneOn(Testbed testbed) {
        String room = testbed.room();
        SippRun run = SippRun.of("transferred", testbed.appliance().sip()).to(room);
        try (Sipp.Running running = testbed.sipp().start(run)) {
            String callId = Awaitility.await()
                    .atMost(ofSeconds(10))
                    .until(() -> callIn(testbed.appliance(), room), id -> !id.isEmpty());
            assertThat(testbed.appliance()
                            .api("POST", "/api/v1/calls/" + callId + "/transfer", "{\"to\": \"sip:bob@example.com\"}")
                            .status())
                    .isEqualTo(200);
            running.await().assertAllSuccessful();
        }
    }

    @Test
    void secondCallTakesThePlaceOfTheFirst(Testbed testbed) {
        run(testbed, SippRun.of("replaced", testbed.appliance().sip()).lenient());
    }

    @Test
    void noCommonCodecIsRefusedWith488AndNamesTheCodecs(Testbed testbed) {
        run(testbed, SippRun.of("no_common_codec", testbed.appliance().sip()));
    }

    @Test
    void malformedSdpIsRefused(Testbed testbed) {
        run(testbed, SippRun.of("malformed_sdp", testbed.appliance().sip()));
    }

    @Test
    void unknownRoomIsRefusedWith404AndNamed(Testbed testbed) {
        run(testbed, SippRun.of("unknown_room", testbed.guarded().sip()).to("attic"));
    }

    @Test
    void knownRoomIsOpenWhereOthersAreNot(Testbed testbed) {
        run(testbed, SippRun.of("caller_hangs_up", testbed.guarded().sip()).with("talk", "100"));
    }

    @Test
    void strangersAddressIsRefusedWith403AndTheSettingNamed(Testbed testbed) throws IOException {
        InetAddress stranger = InetAddress.getByName("127.0.0.9");
        run(testbed, SippRun.of("stranger", testbed.guarded().sip()).from(stranger));
    }

    @Test
    void wrongPasswordIsChallengedThenRefused(Testbed testbed) {
        run(
                testbed,
                SippRun.of("wrong_password", testbed.guarded().sip())
                        .to(Testbed.DEVICE)
                        .with("password", "guess"));
    }

    @Test
    void rightPasswordRegisters(Testbed testbed) {
        run(
                testbed,
                SippRun.of("registers", testbed.guarded().sip())
                        .to(Testbed.DEVICE)
                        .with("password", Testbed.PASSWORD));
    }

    @Test
    void optionsTellsWhatIsAllowed(Testbed testbed) {
        run(testbed, SippRun.of("options", testbed.appliance().sip()));
    }

    private static SippResult run(Testbed testbed, SippRun run) {
        boolean shared = run.service().equals("lobby")
                && run.target().equals(testbed.appliance().sip());
        return testbed.sipp().run(shared ? run.to(testbed.room()) : run).assertAllSuccessful();
    }

    private static String callIn(Appliance appliance, String room) {
        for (JsonNode call : calls(appliance)) {
            if (call.path("room").asText().equals(room)
                    && call.path("state").asText().equals("established")) {
                return call.path("callId").asText();
            }
        }
        return "";
    }

    private static int callsIn(Appliance appliance, String room) {
        int count = 0;
        for (JsonNode call : calls(appliance)) {
            count += call.path("room").asText().equals(room) ? 1 : 0;
        }
        return count;
    }

    private static JsonNode calls(Appliance appliance) {
        try {
            return new ObjectMapper()
                    .readTree(appliance.api("GET", "/api/v1/calls", "").body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
