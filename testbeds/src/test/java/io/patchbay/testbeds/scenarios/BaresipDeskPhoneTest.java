package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.baresip.Baresip;
import io.patchbay.testbeds.baresip.BaresipSettings;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.process.ProcessFailure;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people do with a desk phone in a call, done with baresip: hold, keys, transfer, being busy. */
@Tag("real-peer")
class BaresipDeskPhoneTest {
    private static final Duration SOON = ofSeconds(15);
    private static final Duration WINDOW = ofSeconds(1);
    private static final int BARESIP = 500;
    private static final int OTHER_BARESIP = 620;
    private static final int PHONE = 710;

    private static Appliance appliance;
    private static ApplianceCalls calls;
    private static Phones phones;

    @BeforeAll
    static void start() {
        assumeTrue(Baresip.whyNot().isEmpty(), Baresip::whyNot);
        phones = new Phones(Host.loopback());
        appliance = Appliance.start(Host.loopback(), configuration -> configuration
                .set("sip.addresses", List.of("127.0.0.1", "::1"))
                .set("log.level", "debug") // keys are nobody's business but the tester's
                .device("desk1", Testbed.PASSWORD)
                .device("desk2", Testbed.PASSWORD));
        calls = new ApplianceCalls(appliance);
    }

    @AfterAll
    static void stop() throws Exception {
        for (AutoCloseable part : new AutoCloseable[] {appliance, phones}) {
            if (part != null) {
                part.close();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"udp", "tcp", "tls"})
    void holdsAndResumes(String transport) {
        String room = "hold-" + transport;
        try (Baresip desk = registered(settings("desk1", transport, BARESIP));
                Phone phone = phone()) {
            PhoneCall call = phone.dial(room).awaitAnswered(Testbed.ANSWER);
            desk.dial(room);
            desk.awaitEstablished(SOON);
            String callId = calls.awaitFrom("desk1");
            hearEachOther(desk, call, BARESIP);

            desk.hold();
            call.audio().awaitHeard(s -> !s.hears(BARESIP), "nothing of baresip", WINDOW, SOON);
            long sentBefore = packetsSent(callId);
            call.audio().awaitHeard(s -> !s.hears(BARESIP), "nothing of baresip still", ofSeconds(2), SOON);
            assertThat(packetsSent(callId)).as("packets to who holds us").isEqualTo(sentBefore);

            desk.resume();
            call.audio().awaitHeard(s -> s.hears(BARESIP), "baresip again", WINDOW, SOON);
            assertThat(packetsSent(callId)).isGreaterThan(sentBefore);
            desk.hangUp();
            calls.awaitRecord(callId);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "info"})
    void isPressedKeysByAnOperator(String by) {
        try (Baresip desk = registered(settings("desk1", "udp", BARESIP))) {
            desk.dial("menu");
            desk.awaitEstablished(SOON);
            String callId = calls.awaitFrom("desk1");

            var answer = appliance.api(
                    "POST", "/api/v1/calls/" + callId + "/dtmf", "{\"keys\":\"4#\",\"by\":\"" + by + "\"}");

            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(desk.awaitKey(SOON)).isEqualTo("4");
            assertThat(desk.awaitKey(SOON)).isEqualTo("#");
            desk.hangUp();
            desk.awaitClosed(SOON);
        }
    }

    @Test
    void pressesKeysThatArriveOnceEach() {
        try (Baresip desk = registered(settings("desk1", "udp", BARESIP))) {
            desk.dial("keys");
            desk.awaitEstablished(SOON);
            String callId = calls.awaitFrom("desk1");

            desk.press("1#7");

            for (String key : List.of("key 1", "key #", "key 7")) {
                appliance.awaitLog(line -> line.contains(callId) && line.endsWith(key), key, SOON);
            }
            assertThat(calls.show(callId).at("/media/audio/keys").asInt()).isEqualTo(3);
            desk.hangUp();
            desk.awaitClosed(SOON);
        }
    }

    @Test
    void handsItsPlaceInTheRoomToAnotherPhone() {
        try (Baresip desk = registered(settings("desk1", "udp", BARESIP));
                Baresip other = registered(settings("desk2", "tcp", OTHER_BARESIP));
                Phone phone = phone()) {
            PhoneCall call = phone.dial("handed").awaitAnswered(Testbed.ANSWER);
            desk.dial("handed");
            desk.awaitEstablished(SOON);
            hearEachOther(desk, call, BARESIP);

            desk.transfer("desk2");

            other.awaitEstablished(SOON);
            assertThat(desk.awaitClosed(SOON)).containsIgnoringCase("transfer");
            call.audio()
                    .awaitHeard(s -> s.hears(OTHER_BARESIP) && !s.hears(BARESIP), "the other instead", WINDOW, SOON);
            other.awaitHeard(s -> s.hears(PHONE), "the phone", WINDOW, SOON);
            other.hangUp();
            other.awaitClosed(SOON);
        }
    }

    @Test
    void staysInTheRoomWhereItsTransferIsRefused() {
        try (Baresip desk = registered(settings("desk1", "udp", BARESIP));
                Phone phone = phone()) {
            PhoneCall call = phone.dial("kept").awaitAnswered(Testbed.ANSWER);
            desk.dial("kept");
            desk.awaitEstablished(SOON);
            String callId = calls.awaitFrom("desk1");

            desk.transfer("nobody");

            assertThat(desk.awaitTransferFailed(SOON)).startsWith("403");
            call.audio().awaitHeard(s -> s.hears(BARESIP), "baresip", WINDOW, SOON);
            desk.hangUp();
            calls.awaitRecord(callId);
        }
    }

    @Test
    void isSentToAnotherRoomByTheOperator() {
        try (Baresip desk = registered(settings("desk1", "tcp", BARESIP));
                Phone phone = phone()) {
            PhoneCall call = phone.dial("there").awaitAnswered(Testbed.ANSWER);
            desk.dial("here");
            desk.awaitEstablished(SOON);
            String callId = calls.awaitFrom("desk1");

            calls.transfer(callId, "there");

            assertThat(calls.awaitRecord(callId).path("endText").asText()).contains("transferred");
            hearEachOther(desk, call, BARESIP);
            desk.hangUp();
            desk.awaitClosed(SOON);
        }
    }

    @Test
    void ringsUntilItIsAnswered() {
        try (Baresip desk = registered(settings("desk1", "udp", BARESIP).ringing());
                Phone phone = phone()) {
            PhoneCall call = phone.dial("rings").awaitAnswered(Testbed.ANSWER);
            calls.dialDevice("desk1", "rings");
            desk.awaitRinging(SOON);

            desk.accept();

            desk.awaitEstablished(SOON);
            hearEachOther(desk, call, BARESIP);
            desk.hangUp();
            desk.awaitClosed(SOON);
        }
    }

    @Test
    void stopsRingingWhereTheOperatorGivesUp() {
        try (Baresip desk = registered(settings("desk1", "tcp", BARESIP).ringing())) {
            String callId = calls.dialDevice("desk1", "given-up");
            desk.awaitRinging(SOON);

            calls.hangUp(callId);

            desk.awaitClosed(SOON);
            assertThat(calls.awaitRecord(callId).path("answered").isTextual()).isFalse();
        }
    }

    @Test
    void refusalsOfThePhoneAreInTheRecord() {
        BaresipSettings oneCall = settings("desk1", "udp", BARESIP).ringing().withMaxCalls(1);
        try (Baresip desk = registered(oneCall)) {
            String refused = calls.dialDevice("desk1", "refused");
            desk.awaitRinging(SOON);

            String busy = calls.dialDevice("desk1", "refused");

            assertThat(calls.awaitRecord(busy).path("sipStatus").asInt()).isEqualTo(486);
            desk.hangUp();
            assertThat(calls.awaitRecord(refused).path("sipStatus").asInt()).isEqualTo(486);
            assertThat(calls.awaitRecord(refused).path("answered").isTextual()).isFalse();
        }
    }

    @Test
    void talksOverIpv6() {
        Host host = Host.loopback6();
        assumeTrue(host.isUp(), "this machine has no ::1");
        InetSocketAddress server =
                new InetSocketAddress(host.address(), appliance.sip().getPort());
        BaresipSettings settings =
                new BaresipSettings("desk1", Testbed.PASSWORD, server, "udp", "pcma", Tone.of(BARESIP));
        try (Baresip desk = registered(host, settings);
                Phone phone = phone()) {
            PhoneCall call = phone.dial("six").awaitAnswered(Testbed.ANSWER);

            desk.dial("six");
            desk.awaitEstablished(SOON);
            hearEachOther(desk, call, BARESIP);
            desk.hangUp();
            desk.awaitClosed(SOON);

            calls.dialDevice("desk1", "six");
            desk.awaitEstablished(SOON);
            hearEachOther(desk, call, BARESIP);
            desk.hangUp();
            desk.awaitClosed(SOON);
        }
    }

    private static long packetsSent(String callId) {
        return calls.show(callId).at("/media/packetsSent").asLong();
    }

    private static Phone phone() {
        return phones.phone(PhoneSettings.named("alice").playing(Tone.of(PHONE)), appliance.sip());
    }

    private static BaresipSettings settings(String device, String transport, int tone) {
        InetSocketAddress server = transport.equals("tls") ? appliance.sipTls() : appliance.sip();
        return new BaresipSettings(device, Testbed.PASSWORD, server, transport, "pcmu", Tone.of(tone));
    }

    private static Baresip registered(BaresipSettings settings) {
        return registered(Host.loopback(), settings);
    }

    private static Baresip registered(Host host, BaresipSettings settings) {
        Baresip baresip = Baresip.start(host, settings);
        try {
            baresip.awaitRegistered(ofSeconds(20));
            return baresip;
        } catch (AssertionError | ProcessFailure e) {
            baresip.close();
            throw e;
        }
    }

    private static void hearEachOther(Baresip baresip, PhoneCall call, int tone) {
        call.audio().awaitHeard(s -> s.hears(tone) && !s.hears(PHONE), "baresip's tone", WINDOW, SOON);
        baresip.awaitHeard(s -> s.hears(PHONE) && !s.hears(tone), "the phone's tone", WINDOW, SOON);
    }
}
