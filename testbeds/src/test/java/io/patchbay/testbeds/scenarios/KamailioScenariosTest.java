package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.kamailio.Kamailio;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.sipp.Sipp;
import io.patchbay.testbeds.sipp.SippRun;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The appliance registers at Kamailio and calls through it, over UDP as one trunk and over TCP as another. Kamailio insists on
 * every later request by Record-Route, and passes from one transport to the other where the two ends differ.
 */
@Tag("real-peer")
class KamailioScenariosTest {
    private static final Duration SOON = ofSeconds(15);
    private static final Duration WINDOW = ofSeconds(1);

    /** What is dialled by each trunk begins with this; what is after it is one phone's. */
    private static final Map<String, String> PREFIXES = Map.of("udp", "+4930", "tcp", "+4940");

    private static Kamailio kamailio;
    private static Appliance appliance;
    private static ApplianceCalls calls;
    private static Phones phones;

    @BeforeAll
    static void start() {
        assumeTrue(Kamailio.whyNot().isEmpty(), Kamailio::whyNot);
        kamailio = Kamailio.start();
        phones = new Phones(Host.loopback());
        appliance = Appliance.start(Host.loopback(), configuration -> configuration
                .set("media.inactivity", "5s")
                .set("trunks", List.of(trunk("udp"), trunk("tcp")))
                .set("routes", List.of(Map.of("match", "box-*", "strip", 4))));
        calls = new ApplianceCalls(appliance);
        appliance.await("both trunks are registered", SOON, one -> one.metrics().sum("patchbay_trunk_registered") == 2);
    }

    private static Map<String, Object> trunk(String transport) {
        return Map.of(
                "name",
                transport,
                "hosts",
                List.of("127.0.0.1:%d;transport=%s".formatted(kamailio.address().getPort(), transport)),
                "username",
                "box-" + transport,
                "password",
                "unasked",
                "register",
                true,
                "outbound",
                Map.of("prefixes", List.of(PREFIXES.get(transport))));
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {appliance, phones, kamailio}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"udp, udp", "tcp, tcp", "udp, tcp", "tcp, udp"})
    void callThatComesThroughTheProxyIsHeldAndEndedByItsCaller(String caller, String trunk) {
        try (Phone alice = phone("alice", caller, 500);
                Phone bob = here(710)) {
            PhoneCall here = bob.dial(trunk).awaitAnswered(Testbed.ANSWER); // the room that box-udp leads to is udp
            PhoneCall there = alice.dial("box-" + trunk).awaitAnswered(Testbed.ANSWER);

            holdAndResume(there, here);

            assertThat(there.hangUp()).isEqualTo(200);
            assertThat(here.hangUp()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"udp, udp", "tcp, tcp", "udp, tcp", "tcp, udp"})
    void phoneCalledThroughTheProxyIsHeldAndHangsUp(String called, String trunk) {
        String number = PREFIXES.get(trunk) + (called.equals("tcp") ? "11" : "12");
        try (Phone bob = phone(number, called, 500);
                Phone alice = here(710)) {
            PhoneCall here = alice.dial("out-" + number.substring(1)).awaitAnswered(Testbed.ANSWER);
            PhoneCall there = call(bob, number, "out-" + number.substring(1));

            holdAndResume(there, here);

            assertThat(there.hangUp()).isEqualTo(200);
            assertThat(here.hangUp()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void callThatComesThroughTheProxyIsEndedByTheAppliance(String trunk) {
        try (Phone alice = phone("carol", trunk, 500)) {
            PhoneCall call = alice.dial("box-" + trunk).awaitAnswered(Testbed.ANSWER);

            calls.hangUp(call.callId());

            assertThat(call.awaitEnded(SOON)).startsWith("BYE from the far side");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void phoneCalledThroughTheProxyIsHungUpOn(String trunk) {
        String number = PREFIXES.get(trunk) + "2";
        try (Phone bob = phone(number, trunk, 500)) {
            PhoneCall there = call(bob, number, "aside-" + trunk);

            calls.hangUp(there.callId());

            assertThat(there.awaitEnded(SOON)).startsWith("BYE from the far side");
        }
    }

    @Test
    void callersWhoCancelThroughTheProxyLeaveNothing() {
        assumeTrue(Sipp.whyNot().isEmpty(), Sipp::whyNot);
        SippRun run = SippRun.of("cancel_before_answer", kamailio.address())
                .to("box-udp")
                .lenient() // a 100 may come between INVITE and CANCEL
                .calls(10, 10, ofSeconds(20));

        new Sipp(Host.loopback()).run(run).assertAllSuccessful();
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void phoneThatRingsBehindTheProxyStopsWhereTheOperatorGivesUp(String trunk) {
        String number = PREFIXES.get(trunk) + "3";
        try (Phone bob = phones.phone(settings(number, trunk, 500).leftRinging(), kamailio.address())) {
            assertThat(bob.register(ofSeconds(60))).isEqualTo(200);
            String callId = calls.dialNumber(number, "given-up-" + trunk);
            PhoneCall ringing = bob.awaitCall(SOON).awaitRinging(SOON);

            calls.hangUp(callId);

            assertThat(ringing.awaitEnded(SOON)).isEqualTo("CANCEL from the far side");
        }
    }

    @Test
    void refusalsFromBehindTheProxyAreInTheRecord() {
        String number = PREFIXES.get("udp") + "4";
        String nobody = calls.dialNumber(number, "refused");
        assertThat(calls.awaitRecord(nobody).path("sipStatus").asInt()).isEqualTo(404);

        try (Phone bob = phones.phone(settings(number, "udp", 500).leftRinging(), kamailio.address())) {
            assertThat(bob.register(ofSeconds(60))).isEqualTo(200);
            String busy = calls.dialNumber(number, "refused");
            bob.awaitCall(SOON).awaitRinging(SOON).reject(486, "Busy Here");
            assertThat(calls.awaitRecord(busy).path("sipStatus").asInt()).isEqualTo(486);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp"})
    void callOfAPhoneThatDiesBehindTheProxyEnds(String trunk) {
        String number = PREFIXES.get(trunk) + "5";
        String callId;
        try (Phone bob = phone(number, trunk, 500)) {
            callId = call(bob, number, "dying-" + trunk).callId();
        } // closed without BYE

        assertThat(calls.awaitRecord(callId).path("endText").asText()).contains("RTP");
    }

    private static void holdAndResume(PhoneCall there, PhoneCall here) {
        here.audio().awaitHeard(s -> s.hears(500) && !s.hears(710), "who is outside", WINDOW, SOON);
        there.audio().awaitHeard(s -> s.hears(710) && !s.hears(500), "who is inside", WINDOW, SOON);

        assertThat(there.reinvite("sendonly").body()).contains("a=recvonly");
        there.audio().awaitHeard(s -> !s.hears(710), "nobody while it holds", WINDOW, SOON);
        assertThat(there.reinvite("sendrecv").status()).isEqualTo(200);

        there.audio().awaitHeard(s -> s.hears(710), "who is inside, again", WINDOW, SOON);
        here.audio().awaitHeard(s -> s.hears(500), "who is outside, again", WINDOW, SOON);
    }

    /** A phone whose server is Kamailio. */
    private static Phone phone(String user, String transport, int tone) {
        return phones.phone(settings(user, transport, tone), kamailio.address());
    }

    private static PhoneSettings settings(String user, String transport, int tone) {
        PhoneSettings settings = PhoneSettings.named(user).playing(Tone.of(tone));
        return transport.equals("tcp") ? settings.overTcp() : settings;
    }

    /** A phone whose server is the appliance. */
    private static Phone here(int tone) {
        return phones.phone(PhoneSettings.named("here").playing(Tone.of(tone)), appliance.sip());
    }

    private static PhoneCall call(Phone bob, String number, String room) {
        assertThat(bob.register(ofSeconds(60))).isEqualTo(200);
        calls.dialNumber(number, room);
        return bob.awaitCall(SOON).awaitAcknowledged(SOON);
    }
}
