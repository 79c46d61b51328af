package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.net.ImpairingRelay;
import io.patchbay.testbeds.net.Impairment;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneCodec;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.SipMessage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Phones among themselves, in rooms of the appliance. */
@ExtendWith(SharedTestbed.class)
class PhoneScenariosTest {

    @ParameterizedTest
    @CsvSource({"PCMU,20,UDP", "PCMA,10,TCP", "PCMA,30,UDP", "G722,20,UDP", "OPUS,20,TCP", "OPUS,60,UDP", "PCMU,60,UDP"
    })
    void hearEachOtherInEveryCodecAndPacketTime(PhoneCodec codec, int packetTime, String transport, Testbed testbed) {
        String room = testbed.room();
        PhoneSettings settings = PhoneSettings.named("alice")
                .offering(codec)
                .sendingEvery(ofMillis(packetTime))
                .playing(Tone.of(500));
        try (Phone alice = testbed.phone(transport.equals("TCP") ? settings.overTcp() : settings);
                Phone bob = testbed.phone(PhoneSettings.named("bob").playing(Tone.of(710)))) {
            PhoneCall first = alice.dial(room).awaitAnswered(Testbed.ANSWER);
            PhoneCall second = bob.dial(room).awaitAnswered(Testbed.ANSWER);

            assertThat(first.audio().codec()).contains(codec);
            assertThat(first.statuses()).containsSubsequence(180, 200);
            first.audio().awaitHeard(s -> s.hears(710) && !s.hears(500), "bob's 710 Hz", ofSeconds(1), ofSeconds(10));
            second.audio()
                    .awaitHeard(
                            s -> s.hears(500) && !s.hears(710) && Math.abs(s.level(500) + 20) < 3,
                            "alice's 500 Hz at -20 dB",
                            ofSeconds(1),
                            ofSeconds(10));
            assertThat(second.audio().report().timestampJumps()).isZero();
            assertThat(first.hangUp()).isEqualTo(200);
            assertThat(second.hangUp()).isEqualTo(200);
        }
    }

    @Test
    void holdStopsTheAudioAndReinviteBringsItBack(Testbed testbed) {
        String room = testbed.room();
        try (Phone alice = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(500)));
                Phone bob = testbed.phone(PhoneSettings.named("bob").playing(Tone.of(710)))) {
            PhoneCall first = alice.dial(room).awaitAnswered(Testbed.ANSWER);
            PhoneCall second = bob.dial(room).awaitAnswered(Testbed.ANSWER);
            second.audio().awaitHeard(s -> s.hears(500), "alice", ofSeconds(1), ofSeconds(10));

            SipMessage held = first.reinvite("inactive");

            assertThat(held.status()).isEqualTo(200);
            assertThat(held.body()).contains("a=inactive");
            second.audio().awaitHeard(s -> !s.hears(500), "nothing of alice", ofSeconds(1), ofSeconds(5));
            assertThat(first.reinvite("sendrecv").status()).isEqualTo(200);
            second.audio().awaitHeard(s -> s.hears(500), "alice again", ofSeconds(1), ofSeconds(5));
            first.audio().awaitHeard(s -> s.hears(710), "bob again", ofSeconds(1), ofSeconds(5));
            first.hangUp();
            second.hangUp();
        }
    }

    @Test
    void hearEachOtherThroughALossyNetwork(Testbed testbed) {
        String room = testbed.room();
        Impairment bad = new Impairment(0.05, 0.02, ofMillis(20), ofMillis(40), true);
        try (ImpairingRelay relay = new ImpairingRelay(Host.loopback(), bad, 11);
                Phone alice = testbed.phone(
                        PhoneSettings.named("alice").playing(Tone.of(500)).through(relay));
                Phone bob = testbed.phone(PhoneSettings.named("bob").playing(Tone.of(710)))) {
            PhoneCall first = alice.dial(room).awaitAnswered(Testbed.ANSWER);
            PhoneCall second = bob.dial(room).awaitAnswered(Testbed.ANSWER);

            second.audio()
                    .awaitHeard(
                            s -> s.hears(500) && Math.abs(s.level(500) + 20) < 3,
                            "alice's 500 Hz at -20 dB in spite of the losses",
                            ofSeconds(3),
                            ofSeconds(15));
            first.audio().awaitHeard(s -> s.hears(710), "bob", ofSeconds(3), ofSeconds(15));
            assertThat(second.audio().report().lost()).isZero(); // only alice's way is bad
            first.hangUp();
            second.hangUp();
        }
    }

    @Test
    void phoneThatRedialsAfterALossOfPowerIsHeardAgain(Testbed testbed) {
        String room = testbed.room();
        try (Phone bob = testbed.phone(PhoneSettings.named("bob").playing(Tone.of(710)))) {
            PhoneCall second = bob.dial(room).awaitAnswered(Testbed.ANSWER);
            try (Phone alice = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(500)))) {
                alice.dial(room).awaitAnswered(Testbed.ANSWER);
                second.audio().awaitHeard(s -> s.hears(500), "alice", ofSeconds(1), ofSeconds(10));
            } // closed without BYE

            try (Phone alice = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(970)))) {
                PhoneCall again = alice.dial(room).awaitAnswered(Testbed.ANSWER);
                second.audio()
                        .awaitHeard(s -> s.hears(970) && !s.hears(500), "alice again", ofSeconds(1), ofSeconds(10));
                again.audio().awaitHeard(s -> s.hears(710), "bob", ofSeconds(1), ofSeconds(10));
                again.hangUp();
            }
            second.hangUp();
        }
    }

    @Test
    void answerThatIsNeverAcknowledgedEndsTheCall(Testbed testbed) {
        try (Phone alice = testbed.phone(PhoneSettings.named("alice").losingAcks())) {
            PhoneCall call = alice.dial(testbed.room()).awaitAnswered(Testbed.ANSWER);

            Awaitility.await().atMost(ofSeconds(5)).until(() -> call.repeatedAnswers() >= 2);
            call.acknowledgeNow();

            assertThat(call.statuses()).endsWith(200);
            assertThat(call.hangUp()).isEqualTo(200);
        }
    }

    @Test
    void dialledDeviceThatIsBusyOrStopsRingingIsReported(Testbed testbed) {
        String room = testbed.room();
        PhoneSettings settings = PhoneSettings.named("desk-phone3").withPassword(Testbed.PASSWORD);
        try (Phone device = testbed.phone(settings.leftRinging())) {
            assertThat(device.register(ofSeconds(60))).isEqualTo(200);
            String dial = "{\"device\":\"desk-phone3\",\"room\":\"%s\"}".formatted(room);

            assertThat(testbed.appliance().api("POST", "/api/v1/calls", dial).status())
                    .isEqualTo(200);
            PhoneCall busy = device.awaitCall(ofSeconds(5));
            busy.reject(486, "Busy Here");

            String answer =
                    testbed.appliance().api("POST", "/api/v1/calls", dial).body();
            PhoneCall ringing = device.awaitCall(ofSeconds(5)).awaitRinging(ofSeconds(1));
            String callId = answer.replaceAll("(?s).*\"callId\"\\s*:\\s*\"([^\"]+)\".*", "$1");
            testbed.appliance().api("DELETE", "/api/v1/calls/" + callId, "");
            assertThat(ringing.awaitEnded(ofSeconds(5))).isEqualTo("CANCEL from the far side");

            assertThat(device.register(ofSeconds(0))).isEqualTo(200);
            assertThat(testbed.appliance().api("POST", "/api/v1/calls", dial).status())
                    .isEqualTo(409);
        }
    }

    @Test
    void wrongPasswordRegistersNothing(Testbed testbed) {
        try (Phone device = testbed.phone(PhoneSettings.named("desk-phone4").withPassword("guess"))) {
            assertThat(device.register(ofSeconds(60))).isEqualTo(403);
        }
    }
}
