package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.appliance.ApplianceHttp;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.process.ChildProcess;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What an operator does to the appliance: configures, reloads, stops it. */
class OperatorTest {
    private static final int BAD_CONFIGURATION = 1;
    private static final int CANNOT_START = 3;
    private static final Duration END = ofSeconds(15);

    @Test
    void badConfigurationIsRefusedWithEveryMistakeAtOnce() {
        try (Appliance appliance = Appliance.launch(Host.loopback(), configuration -> configuration
                .set("sip.prot", 5060)
                .set("rooms.seat-grace", "soon")
                .set("media.codecs", java.util.List.of("opus", "MP3")))) {
            assertThat(appliance.awaitExit(END)).isEqualTo(BAD_CONFIGURATION);

            String said = String.join(
                    "\n", appliance.log().stream().map(line -> line.text()).toList());
            assertThat(said)
                    .contains("sip.prot")
                    .contains("port")
                    .contains("seat-grace")
                    .contains("soon")
                    .contains("MP3")
                    .contains("patchbay.yaml")
                    .doesNotContain("\tat ");
            try (ChildProcess check = appliance.command("check")) {
                assertThat(check.awaitExit(END)).isEqualTo(BAD_CONFIGURATION);
                assertThat(check.text()).contains("sip.prot").contains("soon").contains("MP3");
            }
        }
    }

    @Test
    void takenPortIsSaidInOneSentenceThatNamesTheSetting() throws IOException {
        try (ServerSocket taken = new ServerSocket(0);
                Appliance appliance = Appliance.launch(
                        Host.loopback(), configuration -> configuration.set("http.https-port", taken.getLocalPort()))) {
            assertThat(appliance.awaitExit(ofSeconds(30))).isEqualTo(CANNOT_START);

            assertThat(appliance.log())
                    .anySatisfy(line -> assertThat(line.text())
                            .contains(Integer.toString(taken.getLocalPort()))
                            .contains("https-port"))
                    .noneSatisfy(line -> assertThat(line.text()).startsWith("\tat "));
        }
    }

    @Test
    void reloadChangesWhoGetsInWithoutDroppingACallAndIsRefusedAsAWhole() throws IOException {
        try (Appliance appliance = Appliance.start();
                Phones phones = new Phones(Host.loopback());
                Phone alice = phones.phone(PhoneSettings.named("alice").playing(Tone.of(500)), appliance.sip());
                Phone bob = phones.phone(PhoneSettings.named("bob").playing(Tone.of(710)), appliance.sip())) {
            PhoneCall first = alice.dial("lobby").awaitAnswered(Testbed.ANSWER);
            PhoneCall second = bob.dial("lobby").awaitAnswered(Testbed.ANSWER);
            hearEachOther(first, second);

            appliance.rewriteConfiguration(configuration ->
                    configuration.set("rooms.open", false).set("rooms.names", java.util.List.of("lobby")));
            appliance.signal("HUP");
            awaitStatus(appliance, alice, "attic", 404);

            String valid = Files.readString(appliance.configurationFile());
            appliance.rewriteConfiguration(
                    configuration -> configuration.set("rooms.open", true).set("rooms.max-participants", "many"));
            try (ChildProcess reload = appliance.command("reload")) {
                assertThat(reload.awaitExit(END)).isNotZero();
                assertThat(reload.text()).contains("max-participants").contains("many");
            }
            awaitStatus(appliance, alice, "attic", 404); // nothing of it is in force
            Files.writeString(appliance.configurationFile(), valid.replace("open: false", "open: true"));
            try (ChildProcess reload = appliance.command("reload")) {
                assertThat(reload.awaitExit(END)).as(reload.text()).isZero();
            }
            alice.dial("attic").awaitAnswered(Testbed.ANSWER).hangUp();

            hearEachOther(first, second);
            assertThat(first.hangUp()).isEqualTo(200);
            assertThat(second.hangUp()).isEqualTo(200);
        }
    }

    @Test
    void stopsWithByeToEveryCallAndLeavesInTime() {
        try (Appliance appliance = Appliance.start();
                Phones phones = new Phones(Host.loopback());
                Phone alice = phones.phone(PhoneSettings.named("alice").playing(Tone.of(500)), appliance.sip());
                Phone bob = phones.phone(PhoneSettings.named("bob").overTcp(), appliance.sip())) {
            PhoneCall first = alice.dial("lobby").awaitAnswered(Testbed.ANSWER);
            PhoneCall second = bob.dial("lobby").awaitAnswered(Testbed.ANSWER);
            second.audio().awaitHeard(s -> s.hears(500), "alice", ofSeconds(1), ofSeconds(10));

            appliance.signal("TERM");

            assertThat(first.awaitEnded(ofSeconds(5))).startsWith("BYE from the far side");
            assertThat(second.awaitEnded(ofSeconds(5))).startsWith("BYE from the far side");
            assertThat(appliance.awaitExit(ofSeconds(8))).isZero();
            assertThat(appliance.log())
                    .noneSatisfy(line -> assertThat(line.text()).startsWith("\tat "));
        }
    }

    @Test
    void answersOnItsHealthPagesAndRefersBrowsersToHttps() {
        try (Appliance appliance = Appliance.start()) {
            ApplianceHttp http = appliance.http();
            assertThat(http.get(appliance.url("/healthz")).status()).isEqualTo(200);
            assertThat(http.get(appliance.url("/readyz")).status()).isEqualTo(200);
            assertThat(http.get(appliance.secureUrl("/healthz")).status()).isEqualTo(200);
            assertThat(http.get(appliance.secureUrl("/rooms/lobby")).body()).contains("<html");
            assertThat(appliance.metrics().sum("patchbay_calls")).isZero();
            assertThat(http.get(appliance.url("/api/v1/calls")).status()).isEqualTo(401);
            assertThat(appliance.api("GET", "/api/v1/calls", "").body()).isEqualTo("[]");
            assertThat(appliance.stop()).isZero();
        }
    }

    private static void awaitStatus(Appliance appliance, Phone phone, String room, int status) {
        appliance.await("a call to %s gets %d".formatted(room, status), ofSeconds(10), running -> {
            PhoneCall call = phone.dial(room);
            try {
                call.awaitAnswered(Testbed.ANSWER).hangUp();
                return false;
            } catch (AssertionError e) {
                return call.statuses().contains(status);
            }
        });
    }

    private static void hearEachOther(PhoneCall first, PhoneCall second) {
        first.audio().awaitHeard(s -> s.hears(710) && !s.hears(500), "710 Hz", ofSeconds(1), ofSeconds(10));
        second.audio().awaitHeard(s -> s.hears(500) && !s.hears(710), "500 Hz", ofSeconds(1), ofSeconds(10));
    }
}
