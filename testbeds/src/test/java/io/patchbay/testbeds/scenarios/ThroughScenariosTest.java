package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.baresip.Baresip;
import io.patchbay.testbeds.baresip.BaresipSettings;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.phone.SipMessage;
import io.patchbay.testbeds.process.ChildProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls that are put through to devices and trunks, as by a PBX. */
class ThroughScenariosTest {
    private static final String SECRET = "4711-secret";

    private static Phones elsewhere; // the provider's host
    private static Phones phones;
    private static Phone provider;
    private static Appliance appliance;

    @BeforeAll
    static void start() {
        elsewhere = new Phones(Host.loopback(2));
        phones = new Phones(Host.loopback());
        provider = elsewhere.phone(
                PhoneSettings.named("provider").leftRinging().playing(Tone.of(940)),
                new InetSocketAddress("127.0.0.1", 9));
        appliance = Appliance.start(Host.loopback(), configuration -> configuration
                .set(
                        "devices",
                        List.of(
                                Map.of("name", "desk", "password", SECRET, "outbound", true),
                                Map.of("name", "hall", "password", SECRET),
                                Map.of("name", "gone", "password", SECRET)))
                .set(
                        "trunks",
                        List.of(Map.of(
                                "name",
                                "acme",
                                "hosts",
                                List.of("127.0.0.2:" + provider.address().getPort()),
                                "health-every",
                                "0s",
                                "outbound",
                                Map.of("prefixes", List.of("+49")))))
                .set(
                        "routes",
                        List.of(
                                Map.of("match", "0049*", "to", "trunk", "strip", 2, "prefix", "+"),
                                Map.of("match", "1??", "to", "device:hall"),
                                Map.of("match", "gone", "to", "device"))));
    }

    @AfterAll
    static void stop() {
        appliance.close();
        phones.close();
        elsewhere.close();
    }

    private static Phone phone(String name, String password, int tone) {
        return phones.phone(
                PhoneSettings.named(name).withPassword(password).leftRinging().playing(Tone.of(tone)), appliance.sip());
    }

    private static Phone hall() {
        Phone hall = phone("hall", SECRET, 710);
        assertThat(hall.register(ofSeconds(60))).isEqualTo(200);
        return hall;
    }

    private static void hearEachOther(PhoneCall one, int ofOther, PhoneCall other, int ofOne) {
        one.audio().awaitHeard(s -> s.hears(ofOther), ofOther + " Hz", ofSeconds(1), ofSeconds(10));
        other.audio().awaitHeard(s -> s.hears(ofOne), ofOne + " Hz", ofSeconds(1), ofSeconds(10));
    }

    @Test
    void aCallIsPutThroughToADeviceAndEndsForBoth() {
        try (Phone hall = hall();
                Phone stranger = phone("stranger", "", 500)) {
            PhoneCall out = stranger.dial("101");
            PhoneCall in = hall.awaitCall(Testbed.ANSWER);
            out.awaitRinging(Testbed.ANSWER);
            assertThat(out.statuses()).doesNotContain(200);

            in.answer();

            out.awaitAnswered(Testbed.ANSWER);
            hearEachOther(out, 710, in, 500);
            assertThat(out.hangUp()).isEqualTo(200);
            assertThat(in.awaitEnded(ofSeconds(5)))
                    .startsWith("BYE from the far side")
                    .contains("far end hung up");
            hall.register(ofSeconds(0));
        }
    }

    @Test
    void keysOfOneSideArePressedForTheOther() {
        try (Phone hall = hall();
                Phone stranger = phone("stranger", "", 500)) {
            PhoneCall out = stranger.dial("105");
            PhoneCall in = hall.awaitCall(Testbed.ANSWER);
            in.answer();
            out.awaitAnswered(Testbed.ANSWER);
            hearEachOther(out, 710, in, 500);
            out.audio().press("42#");
            Awaitility.await()
                    .atMost(ofSeconds(10))
                    .untilAsserted(() -> assertThat(in.audio().heardKeys()).isEqualTo("42#"));
            in.audio().press("7");
            Awaitility.await()
                    .atMost(ofSeconds(10))
                    .untilAsserted(() -> assertThat(out.audio().heardKeys()).isEqualTo("7"));
            out.hangUp();
            hall.register(ofSeconds(0));
        }
    }

    @Test
    void theCallersRefusalIsTheOneOfThePhoneCalled() {
        try (Phone hall = hall();
                Phone stranger = phone("stranger", "", 500)) {
            PhoneCall out = stranger.dial("102");
            hall.awaitCall(Testbed.ANSWER).reject(486, "Busy Here");
            assertThat(out.awaitEnded(Testbed.ANSWER)).contains("486 Busy Here");
            SipMessage refusal = out.refusal().orElseThrow();
            assertThat(refusal.header("Reason")).contains("the far end refused: 486");
            hall.register(ofSeconds(0));
        }
    }

    @Test
    void aCallerWhoGivesUpStopsTheRinging() {
        try (Phone hall = hall();
                Phone stranger = phone("stranger", "", 500)) {
            PhoneCall out = stranger.dial("103");
            PhoneCall in = hall.awaitCall(Testbed.ANSWER);
            out.awaitRinging(Testbed.ANSWER);
            assertThat(out.cancel()).isEqualTo(200);
            assertThat(in.awaitEnded(ofSeconds(5))).isEqualTo("CANCEL from the far side");
            hall.register(ofSeconds(0));
        }
    }

    @Test
    void whatAPhonePlaysBeforeItAnswersIsHeardByTheCaller() {
        try (Phone hall = hall();
                Phone stranger = phone("stranger", "", 500)) {
            PhoneCall out = stranger.dial("104");
            PhoneCall in = hall.awaitCall(Testbed.ANSWER);
            in.speakEarly();
            out.awaitEarlyMedia(Testbed.ANSWER);
            out.audio().awaitHeard(s -> s.hears(710), "the announcement", ofSeconds(1), ofSeconds(10));
            assertThat(out.statuses()).contains(183).doesNotContain(200);
            in.answer();
            out.awaitAnswered(Testbed.ANSWER);
            hearEachOther(out, 710, in, 500);
            assertThat(in.hangUp()).isEqualTo(200);
            assertThat(out.awaitEnded(ofSeconds(5))).startsWith("BYE from the far side");
            hall.register(ofSeconds(0));
        }
    }

    @Test
    void aDeviceThatIsNotThereIsTemporarilyUnavailable() {
        try (Phone stranger = phone("stranger", "", 500)) {
            PhoneCall out = stranger.dial("gone");
            assertThat(out.awaitEnded(Testbed.ANSWER)).contains("480");
            assertThat(out.refusal().orElseThrow().header("Reason"))
                    .contains("device gone: it has no registration now");
        }
    }

    @Test
    void aDeviceThatMayCallOutProvesItselfAndReachesTheTrunk() {
        try (Phone desk = phone("desk", SECRET, 500)) {
            PhoneCall out = desk.dial("00493012345");
            PhoneCall in = provider.awaitCall(Testbed.ANSWER);
            assertThat(out.statuses()).contains(401);
            in.answer();
            out.awaitAnswered(Testbed.ANSWER);
            hearEachOther(out, 940, in, 500);
            assertThat(attempts(out.callId()))
                    .contains("leads to +493012345 through a trunk")
                    .contains("answered as call");
            assertThat(in.hangUp()).isEqualTo(200);
            assertThat(out.awaitEnded(ofSeconds(5))).startsWith("BYE from the far side");
        }
    }

    @Test
    @Tag("real-peer")
    void baresipProvesItselfAndTalksThroughTheTrunk() {
        assumeTrue(Baresip.whyNot().isEmpty(), Baresip::whyNot);
        BaresipSettings settings = new BaresipSettings("desk", SECRET, appliance.sip(), "udp", "pcmu", Tone.of(500));
        try (Baresip baresip = Baresip.start(Host.loopback(), settings)) {
            baresip.awaitRegistered(ofSeconds(20));
            baresip.dial("00493054321");
            PhoneCall in = provider.awaitCall(Testbed.ANSWER);
            in.answer();
            baresip.awaitEstablished(Testbed.ANSWER);
            in.audio().awaitHeard(s -> s.hears(500), "baresip's 500 Hz", ofSeconds(1), ofSeconds(10));
            baresip.awaitHeard(s -> s.hears(940), "the provider's 940 Hz", ofSeconds(1), ofSeconds(10));
            baresip.hangUp();
            assertThat(in.awaitEnded(ofSeconds(5))).startsWith("BYE from the far side");
        }
    }

    @Test
    void othersDoNotCallOut() {
        try (Phone hall = phone("hall", SECRET, 710);
                Phone stranger = phone("stranger", "", 500);
                Phone forger = phone("desk", "guess", 500)) {
            String before = provider.transcript();
            for (Phone caller : List.of(hall, stranger, forger)) {
                PhoneCall out = caller.dial("00493012345");
                assertThat(out.awaitEnded(Testbed.ANSWER)).contains("403");
            }
            assertThat(provider.transcript()).isEqualTo(before);
        }
    }

    @Test
    void theDryRunTellsWhereACallWouldGo() {
        try (ChildProcess may = appliance.command("route-test", "00493012345", "--device", "desk");
                ChildProcess mayNot = appliance.command("route-test", "00493012345", "--device", "hall")) {
            assertThat(may.text()).contains("+493012345 through a trunk").contains("acme: would call sip:");
            assertThat(mayNot.text()).contains("403").contains("outbound: true");
        }
    }

    private static String attempts(String callId) {
        try {
            for (JsonNode record : new ObjectMapper()
                    .readTree(appliance.api("GET", "/api/v1/calls/records", "").body())) {
                if (record.path("callId").asText().equals(callId)) {
                    return record.path("attempts").toString();
                }
            }
            return "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
