package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.baresip.Baresip;
import io.patchbay.testbeds.baresip.BaresipSettings;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.process.ChildProcess;
import io.patchbay.testbeds.process.ProcessFailure;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The appliance as baresip sees it. */
@Tag("real-peer")
@ExtendWith(SharedTestbed.class)
class BaresipScenariosTest {

    @BeforeAll
    static void needsBaresip() {
        assumeTrue(Baresip.whyNot().isEmpty(), Baresip::whyNot);
    }

    @Test
    void registersAndDialsInAndTalksWithAPhone(Testbed testbed) {
        String room = testbed.room();
        try (Baresip baresip = registered(testbed, "desk-phone1", "udp", "opus");
                Phone phone = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(710)))) {
            PhoneCall call = phone.dial(room).awaitAnswered(Testbed.ANSWER);

            baresip.dial(room);
            baresip.awaitEstablished(ofSeconds(5));

            hearEachOther(baresip, call);
            baresip.hangUp();
            baresip.awaitClosed(ofSeconds(5));
            assertThat(call.hangUp()).isEqualTo(200);
        }
    }

    @Test
    void isDialledByTheCommandLineAndHungUpOn(Testbed testbed) {
        String room = testbed.room();
        try (Baresip baresip = registered(testbed, "desk-phone2", "tcp", "pcmu");
                Phone phone = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(710)))) {
            PhoneCall call = phone.dial(room).awaitAnswered(Testbed.ANSWER);

            try (ChildProcess command = testbed.appliance().command("call", "desk-phone2", room)) {
                assertThat(command.text()).contains("desk-phone2").contains(room);
            }
            baresip.awaitEstablished(ofSeconds(5));

            hearEachOther(baresip, call);
            assertThat(call.hangUp()).isEqualTo(200);
            baresip.hangUp();
            baresip.awaitClosed(ofSeconds(5));
        }
    }

    @Test
    void dialsInAndIsDialledOverTls(Testbed testbed) {
        String room = testbed.room();
        try (Baresip baresip = registered(testbed, "desk-phone1", "tls", "pcmu");
                Phone phone = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(710)))) {
            PhoneCall call = phone.dial(room).awaitAnswered(Testbed.ANSWER);

            baresip.dial(room);
            baresip.awaitEstablished(ofSeconds(5));
            hearEachOther(baresip, call);
            baresip.hangUp();
            baresip.awaitClosed(ofSeconds(5));

            try (ChildProcess command = testbed.appliance().command("call", "desk-phone1", room)) {
                assertThat(command.text()).contains("desk-phone1").contains(room);
            }
            baresip.awaitEstablished(ofSeconds(5));
            hearEachOther(baresip, call);
            assertThat(call.hangUp()).isEqualTo(200);
            baresip.hangUp();
            baresip.awaitClosed(ofSeconds(5));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"srtp", "srtp-mand", "srtp-mandf"}) // as RTP/AVP, RTP/SAVP and RTP/SAVPF
    void talksEncryptedByKeysInTheDescription(String mediaEncryption, Testbed testbed) {
        String room = testbed.room();
        try (Baresip baresip = registered(testbed, "desk-phone1", "udp", "pcma", mediaEncryption);
                Phone phone = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(710)))) {
            PhoneCall call = phone.dial(room).awaitAnswered(Testbed.ANSWER);

            baresip.dial(room);
            baresip.awaitEstablished(ofSeconds(5));

            hearEachOther(baresip, call);
            assertThat(baresip.output()).contains("SRTP is Enabled");
            baresip.hangUp();
            baresip.awaitClosed(ofSeconds(5));
            assertThat(call.hangUp()).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @CsvSource({"dtls_srtp, false", "'', true", "dtls_srtp, true"})
    void talksWithKeysByDtlsAndOverIce(String mediaEncryption, boolean ice, Testbed testbed) {
        String room = testbed.room();
        BaresipSettings plain = settings(testbed, "desk-phone1", "udp", "pcma").encrypting(mediaEncryption);
        try (Baresip baresip = registered(ice ? plain.withIce() : plain);
                Phone phone = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(710)))) {
            PhoneCall call = phone.dial(room).awaitAnswered(Testbed.ANSWER);

            baresip.dial(room);
            baresip.awaitEstablished(ofSeconds(5));

            hearEachOther(baresip, call);
            if (!mediaEncryption.isEmpty()) {
                assertThat(baresip.output()).contains("DTLS-SRTP complete");
            }
            if (ice) {
                assertThat(baresip.output()).contains("connectivity check is complete");
            }
            baresip.hangUp();
            baresip.awaitClosed(ofSeconds(5));
            assertThat(call.hangUp()).isEqualTo(200);
        }
    }

    @Test
    void isDialledWithTheChoiceOfEncryptionAndTakesIt(Testbed testbed) {
        String room = testbed.room();
        try (Baresip baresip = registered(testbed, "desk-phone2", "tcp", "pcmu", "srtp");
                Phone phone = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(710)))) {
            PhoneCall call = phone.dial(room).awaitAnswered(Testbed.ANSWER);

            try (ChildProcess command = testbed.appliance().command("call", "desk-phone2", room)) {
                assertThat(command.text()).contains("desk-phone2").contains(room);
            }
            baresip.awaitEstablished(ofSeconds(5));

            hearEachOther(baresip, call);
            assertThat(baresip.output()).contains("SRTP is Enabled");
            assertThat(call.hangUp()).isEqualTo(200);
            baresip.hangUp();
            baresip.awaitClosed(ofSeconds(5));
        }
    }

    private static Baresip registered(Testbed testbed, String device, String transport, String codec) {
        return registered(testbed, device, transport, codec, "");
    }

    private static Baresip registered(
            Testbed testbed, String device, String transport, String codec, String mediaEncryption) {
        return registered(settings(testbed, device, transport, codec).encrypting(mediaEncryption));
    }

    private static BaresipSettings settings(Testbed testbed, String device, String transport, String codec) {
        InetSocketAddress server = transport.equals("tls")
                ? testbed.appliance().sipTls()
                : testbed.appliance().sip();
        return new BaresipSettings(device, Testbed.PASSWORD, server, transport, codec, Tone.of(500));
    }

    private static Baresip registered(BaresipSettings settings) {
        Baresip baresip = Baresip.start(Host.loopback(), settings);
        try {
            baresip.awaitRegistered(ofSeconds(20));
            return baresip;
        } catch (AssertionError | ProcessFailure e) {
            baresip.close();
            throw e;
        }
    }

    private static void hearEachOther(Baresip baresip, PhoneCall call) {
        call.audio().awaitHeard(s -> s.hears(500) && !s.hears(710), "baresip's 500 Hz", ofSeconds(1), ofSeconds(10));
        baresip.awaitHeard(s -> s.hears(710) && !s.hears(500), "the phone's 710 Hz", ofSeconds(1), ofSeconds(10));
    }
}
