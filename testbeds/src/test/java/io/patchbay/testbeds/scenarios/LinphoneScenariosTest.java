package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.linphone.Linphone;
import io.patchbay.testbeds.linphone.LinphoneSettings;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The appliance as Linphone sees it: another SIP stack (belle-sip), another media stack (mediastreamer2), attended transfer. */
@Tag("real-peer")
@Tag("long")
class LinphoneScenariosTest {
    private static final Duration SOON = ofSeconds(20);
    private static final Duration WINDOW = ofSeconds(1);
    private static final int LINPHONE = 500;
    private static final int OTHER_LINPHONE = 620;
    private static final int PHONE = 710;

    private static Appliance appliance;
    private static ApplianceCalls calls;
    private static Phones phones;

    @BeforeAll
    static void start() {
        assumeTrue(Linphone.whyNot().isEmpty(), Linphone::whyNot);
        phones = new Phones(Host.loopback());
        appliance = Appliance.start(Host.loopback(), configuration -> configuration
                .set("log.level", "debug") // keys are nobody's business but the tester's
                .device("soft1", Testbed.PASSWORD)
                .device("soft2", Testbed.PASSWORD));
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
    @CsvSource({
        "udp, opus, none, false",
        "tcp, pcmu, srtp, false",
        "tls, opus, srtp, false",
        "tls, g722, dtls, false",
        "udp, pcma, none, true",
        "tcp, opus, dtls, true"
    })
    void registersDialsInAndTalks(String transport, String codec, String encryption, boolean ice) {
        InetSocketAddress server = transport.equals("tls") ? appliance.sipTls() : appliance.sip();
        LinphoneSettings plain = settings("soft1", LINPHONE)
                .over(transport, server)
                .speaking(codec)
                .encrypting(encryption);
        try (Linphone soft = Linphone.start(Host.loopback(), ice ? plain.withIce() : plain);
                Phone phone = phone()) {
            String room = String.join("-", transport, codec, encryption, ice ? "ice" : "plain");
            PhoneCall call = phone.dial(room).awaitAnswered(Testbed.ANSWER);

            soft.dial(room);

            soft.awaitEstablished(1, SOON);
            hearEachOther(soft, call);
            String callId = calls.awaitFrom("soft1");
            assertThat(calls.show(callId).at("/media/protection").asText())
                    .startsWith(encryption.equals("none") ? "none" : "SRTP");
            soft.hangUp(1);
            assertThat(calls.awaitRecord(callId).path("codec").asText()).isEqualToIgnoringCase(codec);
        }
    }

    @Test
    void holdsResumesAndChangesItsCodecInTheCall() {
        LinphoneSettings settings = settings("soft1", LINPHONE).speaking("pcmu");
        try (Linphone soft = Linphone.start(Host.loopback(), settings);
                Phone phone = phone()) {
            PhoneCall call = phone.dial("held").awaitAnswered(Testbed.ANSWER);
            soft.dial("held");
            soft.awaitEstablished(1, SOON);
            hearEachOther(soft, call);

            String callId = calls.awaitFrom("soft1");
            soft.hold(1, SOON);
            long sentBefore = packetsSent(callId);
            awaitPackets(call, 75);
            call.audio().awaitHeard(s -> s.hears(LINPHONE), "what it plays to whom it holds", WINDOW, SOON);
            assertThat(packetsSent(callId)).as("packets to who holds us").isEqualTo(sentBefore);

            soft.offerOnly("pcma");
            call.audio().say(Tone.of(1190)); // what it wrote before the hold does not have it
            soft.resume(1);

            soft.awaitHeard(s -> s.hears(1190) && !s.hears(PHONE), "the phone's other tone", WINDOW, SOON);
            call.audio().awaitHeard(s -> s.hears(LINPHONE), "Linphone", WINDOW, SOON);
            soft.hangUp(1);
            assertThat(calls.awaitRecord(callId).path("codec").asText()).isEqualTo("PCMA");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void pressesKeysThatArriveOnceEach(boolean byInfo) {
        LinphoneSettings settings = settings("soft1", LINPHONE).speaking("pcmu");
        try (Linphone soft = Linphone.start(Host.loopback(), byInfo ? settings.withKeysByInfo() : settings)) {
            soft.dial("keys");
            soft.awaitEstablished(1, SOON);
            String callId = calls.awaitFrom("soft1");

            List.of("1", "#", "7").forEach(soft::press);

            for (String key : List.of("key 1", "key #", "key 7")) {
                appliance.awaitLog(line -> line.contains(callId) && line.endsWith(key), key, SOON);
            }
            assertThat(appliance.log().stream()
                            .filter(line ->
                                    line.text().contains(callId) && line.text().matches(".* key ."))
                            .count())
                    .isEqualTo(3);
            assertThat(calls.show(callId).at("/media/audio/keys").asInt()).isEqualTo(byInfo ? 0 : 3);
            soft.hangUp(1);
            soft.awaitEnded(1, SOON);
        }
    }

    @Test
    void isCalledAnswersDeclinesAndForwards() {
        try (Linphone soft = Linphone.start(Host.loopback(), settings("soft1", LINPHONE));
                Phone phone = phone()) {
            PhoneCall call = phone.dial("called").awaitAnswered(Testbed.ANSWER);
            calls.dialDevice("soft1", "called");
            soft.awaitRinging(1, SOON);
            soft.accept(1);
            soft.awaitEstablished(1, SOON);
            hearEachOther(soft, call);
            soft.hangUp(1);
            soft.awaitEnded(1, SOON);

            String declined = calls.dialDevice("soft1", "called");
            soft.awaitRinging(2, SOON);
            soft.hangUp(2);
            assertThat(calls.awaitRecord(declined).path("sipStatus").asInt()).isEqualTo(603);

            String givenUp = calls.dialDevice("soft1", "called");
            soft.awaitRinging(3, SOON);
            calls.hangUp(givenUp);
            soft.awaitEnded(3, SOON);

            String forwarded = calls.dialDevice("soft1", "called");
            soft.awaitRinging(4, SOON);
            soft.forward(4, "sip:soft2@127.0.0.1:" + appliance.sip().getPort());
            assertThat(calls.awaitRecord(forwarded).path("sipStatus").asInt()).isEqualTo(302); // and it rings no more
        }
    }

    @Test
    void handsItsPlaceToAPhoneThatItHasTalkedToBefore() {
        LinphoneSettings settings = settings("soft1", LINPHONE).speaking("pcmu");
        LinphoneSettings other =
                settings("soft2", OTHER_LINPHONE).speaking("pcmu").answering();
        try (Linphone soft = Linphone.start(Host.loopback(), settings);
                Linphone colleague = Linphone.start(Host.at("127.0.0.5"), other);
                Phone phone = phone()) {
            PhoneCall call = phone.dial("attended").awaitAnswered(Testbed.ANSWER);
            soft.dial("attended");
            soft.awaitEstablished(1, SOON);
            hearEachOther(soft, call);
            soft.hold(1, SOON);
            soft.dial(colleague.uri());
            soft.awaitEstablished(2, SOON);

            soft.transferInto(1, 2);

            colleague.awaitEnded(1, SOON); // its call with who transferred is replaced by ours
            colleague.awaitEstablished(2, SOON);
            soft.awaitTransferred(1, SOON);
            soft.awaitEnded(1, SOON);
            call.audio()
                    .awaitHeard(
                            s -> s.hears(OTHER_LINPHONE) && !s.hears(LINPHONE), "the colleague instead", WINDOW, SOON);
            colleague.hangUp(2);
            colleague.awaitEnded(2, SOON);
        }
    }

    @Test
    void isSentToAnotherRoomByTheOperator() {
        try (Linphone soft = Linphone.start(Host.loopback(), settings("soft1", LINPHONE));
                Phone phone = phone()) {
            PhoneCall call = phone.dial("there").awaitAnswered(Testbed.ANSWER);
            soft.dial("here");
            soft.awaitEstablished(1, SOON);
            String callId = calls.awaitFrom("soft1");

            calls.transfer(callId, "there");

            soft.awaitEnded(1, SOON);
            soft.awaitEstablished(2, SOON);
            call.audio().awaitHeard(s -> s.hears(LINPHONE), "Linphone", WINDOW, SOON);
            soft.hangUp(2);
            soft.awaitEnded(2, SOON);
        }
    }

    /** Waits until a phone has got so many packets more. */
    private static void awaitPackets(PhoneCall call, int more) {
        long before = call.audio().report().packets();
        Awaitility.await().atMost(SOON).until(() -> call.audio().report().packets() >= before + more);
    }

    private static long packetsSent(String callId) {
        return calls.show(callId).at("/media/packetsSent").asLong();
    }

    private static LinphoneSettings settings(String user, int tone) {
        return new LinphoneSettings(user, Testbed.PASSWORD, appliance.sip(), Tone.of(tone));
    }

    private static Phone phone() {
        return phones.phone(PhoneSettings.named("alice").playing(Tone.of(PHONE)), appliance.sip());
    }

    private static void hearEachOther(Linphone soft, PhoneCall call) {
        call.audio().awaitHeard(s -> s.hears(LINPHONE) && !s.hears(PHONE), "Linphone", WINDOW, SOON);
        soft.awaitHeard(s -> s.hears(PHONE) && !s.hears(LINPHONE), "the phone", WINDOW, SOON);
    }
}
