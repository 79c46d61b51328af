package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.patchbay.testbeds.audio.Spectrum;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.net.ImpairingRelay;
import io.patchbay.testbeds.net.Impairment;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneCodec;
import io.patchbay.testbeds.phone.PhoneSettings;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Lines that load testers call, and the figures that a call has in the end. */
@ExtendWith(SharedTestbed.class)
class TestLineScenariosTest {
    private static final Duration HEARD = ofSeconds(15);
    private static final Duration WINDOW = ofSeconds(1);

    @ParameterizedTest
    @EnumSource(
            value = PhoneCodec.class,
            names = {"PCMU", "G722", "OPUS"})
    void echoBringsBackWhatThePhoneSaid(PhoneCodec codec, Testbed testbed) {
        PhoneSettings settings = PhoneSettings.named("echo").offering(codec).playing(Tone.of(500));
        try (Phone phone = testbed.phone(settings);
                Phone other = testbed.phone(PhoneSettings.named("other").playing(Tone.of(710)))) {
            PhoneCall call = phone.dial("test-echo").awaitAnswered(Testbed.ANSWER);
            PhoneCall besides = other.dial("test-echo").awaitAnswered(Testbed.ANSWER);
            Spectrum heard = call.audio().awaitHeard(s -> s.hears(500), "itself", WINDOW, HEARD);
            assertThat(heard.hears(710)).as("the other caller of the same line").isFalse();
            call.hangUp();
            besides.hangUp();
        }
    }

    @Test
    void milliwattIsLoudAndSilenceIsSilent(Testbed testbed) {
        try (Phone phone = testbed.phone(PhoneSettings.named("tester").playing(Tone.of(500)))) {
            PhoneCall loud = phone.dial("test-milliwatt").awaitAnswered(Testbed.ANSWER);
            loud.audio().awaitHeard(s -> Math.abs(s.level(1_004) + 3.3) < 1, "1004 Hz at 0 dBm0", WINDOW, HEARD);
            loud.hangUp();
            PhoneCall silent = phone.dial("test-silence").awaitAnswered(Testbed.ANSWER);
            silent.audio()
                    .awaitHeard(
                            s -> silent.audio().report().packets() > 50 && s.totalLevel() < -60,
                            "nothing",
                            WINDOW,
                            HEARD);
            silent.hangUp();
        }
    }

    @Test
    void theLinesAreClosedWhereTheyAreNotOpened(Testbed testbed) {
        try (Phone phone = testbed.phoneAt(testbed.guarded(), PhoneSettings.named("tester"))) {
            PhoneCall call = phone.dial("test-echo");
            call.awaitEnded(Testbed.ANSWER);
            assertThat(call.refusal().orElseThrow().status()).isEqualTo(404);
        }
    }

    @Test
    void aBadNetworkShowsInTheFiguresOfTheCallAndItsRecord(Testbed testbed) {
        ApplianceCalls calls = new ApplianceCalls(testbed.appliance());
        Impairment bad = new Impairment(0.05, 0, ofMillis(20), ofMillis(40), true);
        try (ImpairingRelay relay = new ImpairingRelay(Host.loopback(), bad, 12);
                Phone phone = testbed.phone(
                        PhoneSettings.named("far-away").playing(Tone.of(500)).through(relay))) {
            PhoneCall call = phone.dial("test-echo").awaitAnswered(Testbed.ANSWER);
            String id = calls.awaitFrom("far-away");
            testbed.appliance()
                    .await(
                            "500 packets have come",
                            ofSeconds(30),
                            here -> calls.show(id)
                                            .at("/media/quality/received/packets")
                                            .asInt()
                                    >= 500);
            JsonNode live = calls.show(id);
            assertThat(live.path("room").asText()).isEqualTo("test-echo");
            call.hangUp();

            JsonNode quality = calls.awaitQuality(id).path("received");
            assertThat(quality.path("lossPercent").asDouble()).isCloseTo(5, within(2.5));
            assertThat(quality.path("jitterMillis").asDouble()).isBetween(5.0, 40.0); // even to 40 ms: 13 ms
            assertThat(quality.path("concealedMillis").asDouble()).isGreaterThan(100);
            assertThat(quality.path("bufferMillis").asDouble()).isBetween(10.0, 200.0);
            assertThat(quality.path("mos").asDouble()).isBetween(2.5, 4.2);
            assertThat(Math.abs(quality.path("driftPpm").asDouble())).isLessThan(3_000); // one clock, through jitter
        }
    }
}
