package io.patchbay.testbeds.phone;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.net.ImpairingRelay;
import io.patchbay.testbeds.net.Impairment;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Two of our phones call each other, without anything between them. */
class PhoneTest {
    private final Phones phones = new Phones(Host.loopback());

    @AfterEach
    void close() {
        phones.close();
    }

    @ParameterizedTest
    @EnumSource(
            value = PhoneCodec.class,
            names = {"G729"},
            mode = EnumSource.Mode.EXCLUDE)
    void hearEachOther(PhoneCodec codec) {
        Phone bob = phone(PhoneSettings.named("bob").offering(codec).playing(Tone.of(710)));
        Phone alice = phone(PhoneSettings.named("alice").offering(codec).playing(Tone.of(500)), bob);

        PhoneCall call = alice.dial("bob").awaitAnswered(ofSeconds(2));
        PhoneCall other = bob.awaitCall(ofSeconds(1)).awaitAcknowledged(ofSeconds(1));

        assertThat(call.statuses()).isEqualTo(List.of(180, 200));
        var heard = call.audio().awaitHeard(s -> s.hears(710), "710 Hz", ofMillis(1000), ofSeconds(4));
        assertThat(heard.level(710)).isCloseTo(-20, within(1.5));
        assertThat(heard.hears(500)).isFalse();
        other.audio().awaitHeard(s -> s.hears(500), "500 Hz", ofMillis(1000), ofSeconds(4));
        ReceptionReport report = call.audio().report();
        assertThat(report.lost() + report.misordered() + report.repeated() + report.timestampJumps())
                .isZero();
        assertThat(call.hangUp()).isEqualTo(200);
        assertThat(other.awaitEnded(ofSeconds(1))).startsWith("BYE from the far side");
    }

    @ParameterizedTest
    @ValueSource(strings = {"UDP", "TCP"})
    void cancelBeforeAnswer(String transport) {
        Phone bob = phone(over(transport, "bob").leftRinging());
        Phone alice = phone(over(transport, "alice"), bob);

        PhoneCall call = alice.dial("bob").awaitRinging(ofSeconds(2));
        PhoneCall other = bob.awaitCall(ofSeconds(1));

        assertThat(call.cancel()).isEqualTo(200);
        assertThat(other.awaitEnded(ofSeconds(1))).isEqualTo("CANCEL from the far side");
        assertThat(call.awaitEnded(ofSeconds(1))).contains("487");
        assertThat(call.statuses()).isEqualTo(List.of(180, 487));
    }

    @Test
    void getTheAnswerAgainUntilTheyAcknowledge() {
        Phone bob = phone(PhoneSettings.named("bob"));
        Phone alice = phone(PhoneSettings.named("alice").losingAcks(), bob);

        PhoneCall call = alice.dial("bob").awaitAnswered(ofSeconds(2));
        org.awaitility.Awaitility.await().atMost(ofSeconds(3)).untilAsserted(() -> assertThat(call.repeatedAnswers())
                .isEqualTo(1));
        call.acknowledgeNow();

        bob.awaitCall(ofSeconds(1)).awaitAcknowledged(ofSeconds(1));
        assertThat(call.statuses()).isEqualTo(List.of(180, 200));
    }

    @Test
    void changeDirectionByReinvite() {
        Phone bob = phone(PhoneSettings.named("bob").playing(Tone.of(710)));
        Phone alice = phone(PhoneSettings.named("alice"), bob);
        PhoneCall call = alice.dial("bob").awaitAnswered(ofSeconds(2));
        call.audio().awaitHeard(s -> s.hears(710), "710 Hz", ofMillis(600), ofSeconds(4));

        SipMessage held = call.reinvite("sendonly");

        assertThat(held.status()).isEqualTo(200);
        assertThat(held.body()).contains("a=recvonly");
        call.audio().awaitHeard(s -> !s.hears(710), "silence", ofMillis(600), ofSeconds(4));
        assertThat(call.reinvite("sendrecv").body()).contains("a=sendrecv");
        call.audio().awaitHeard(s -> s.hears(710), "710 Hz", ofMillis(600), ofSeconds(4));
    }

    @Test
    void countWhatALossyNetworkDoes() {
        try (ImpairingRelay relay =
                new ImpairingRelay(Host.loopback(), new Impairment(0.1, 0.05, ofMillis(10), ofMillis(30), true), 5)) {
            Phone bob = phone(PhoneSettings.named("bob").playing(Tone.of(710)));
            Phone alice =
                    phone(PhoneSettings.named("alice").playing(Tone.of(500)).through(relay), bob);

            PhoneCall call = alice.dial("bob").awaitAnswered(ofSeconds(2));
            call.audio().awaitHeard(s -> s.hears(710), "710 Hz", ofMillis(2000), ofSeconds(6));
            org.awaitility.Awaitility.await()
                    .atMost(ofSeconds(6))
                    .until(() -> call.audio().report().packets() > 150);

            ReceptionReport report = call.audio().report();
            assertThat(report.lost()).isBetween(3L, 40L);
            assertThat(report.misordered()).isPositive();
            assertThat(report.repeated()).isPositive();
        }
    }

    private static PhoneSettings over(String transport, String user) {
        PhoneSettings settings = PhoneSettings.named(user);
        return transport.equals("TCP") ? settings.overTcp() : settings;
    }

    private Phone phone(PhoneSettings settings) {
        return phones.phone(settings, new InetSocketAddress("127.0.0.1", 9));
    }

    private Phone phone(PhoneSettings settings, Phone peer) {
        return phones.phone(settings, peer.address());
    }
}
