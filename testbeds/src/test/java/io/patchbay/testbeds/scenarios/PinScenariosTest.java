package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.process.ChildProcess;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A room that asks for a PIN: what a caller hears, types and gets. */
class PinScenariosTest {
    private static final Duration SOON = ofSeconds(15);
    private static final Duration LOOK = Duration.ofMillis(300);
    private static final int INSIDE = 1_230; // Hz; not one of the tones

    private static Appliance appliance;
    private static Phones phones;

    @BeforeAll
    static void start() {
        appliance = Appliance.start(Host.loopback(), configuration -> configuration
                .set("log.level", "trace")
                .set("rooms.pins", Map.of("support", "471182", "board", "2580")));
        phones = new Phones(Host.loopback());
    }

    @AfterAll
    static void stop() {
        phones.close();
        appliance.close();
    }

    private static Phone phone(String name) {
        return phones.phone(PhoneSettings.named(name).playing(Tone.of(INSIDE)), appliance.sip());
    }

    private static void hears(PhoneCall call, int hertz, String what) {
        call.audio().awaitHeard(spectrum -> spectrum.hears(hertz), what, LOOK, SOON);
    }

    @Test
    void aCallerIsAskedByTonesAndIsInTheRoomOnceItHasTypedThePinAndNotBefore() {
        try (Phone alice = phone("alice");
                Phone bob = phone("bob")) {
            PhoneCall first = alice.dial("support").awaitAnswered(Testbed.ANSWER);
            hears(first, 659, "the question");
            assertThat(appliance.metrics().sum("patchbay_participants")).isZero();
            first.audio().press("471182"); // as many digits as it has: no # is needed
            hears(first, 784, "the welcome");
            appliance.await("alice is in the room", SOON, up -> up.metrics().sum("patchbay_participants") == 1);

            PhoneCall second = bob.dial("support").awaitAnswered(Testbed.ANSWER);
            second.audio().fallSilent();
            hears(second, 440, "the question");
            assertThat(second.audio().heard(ofSeconds(1)).hears(INSIDE)).isFalse(); // alice speaks
            second.audio().press("12#");
            hears(second, 294, "that it was wrong");
            hears(second, 659, "the question again");
            assertThat(appliance.metrics().sum("patchbay_participants")).isEqualTo(1);
            second.audio().press("9*471182#"); // the star begins anew
            hears(second, INSIDE, "alice");
            assertThat(appliance.metrics().sum("patchbay_participants")).isEqualTo(2);

            assertThat(first.hangUp()).isEqualTo(200);
            assertThat(second.hangUp()).isEqualTo(200);
        }
        appliance.awaitZero(SOON, "patchbay_calls", "patchbay_participants", "patchbay_rooms");
        appliance.await("the record tells of it", SOON, up -> up.api("GET", "/api/v1/calls/records", "")
                .body()
                .contains("{\"kind\":\"pin\",\"name\":\"support\",\"outcome\":\"a wrong PIN\",\"fits\":false}"));
        assertThat(appliance.api("GET", "/api/v1/calls/records", "").body()).doesNotContain("471182");
        assertThat(appliance.log()).noneMatch(line -> line.text().contains("471182"));
        assertThat(appliance.log()).noneMatch(line -> line.text().matches(".*\\bkey [0-9#*].*"));
        try (ChildProcess check = appliance.command("check")) {
            assertThat(check.text()).containsPattern("support: .\\*{8}.").doesNotContain("471182");
        }
    }

    @Test
    void threeWrongPinsEndTheCallWithTheReason() {
        double before = appliance.metrics().sum("patchbay_wrong_pins_total");
        try (Phone mallory = phone("mallory")) {
            PhoneCall call = mallory.dial("board").awaitAnswered(Testbed.ANSWER);
            for (String guess : new String[] {"0000", "1111", "2222"}) {
                hears(call, 659, "the question");
                call.audio().press(guess);
                hears(call, 294, "that it was wrong");
            }
            assertThat(call.awaitEnded(SOON)).contains("BYE from the far side", "cause=403", "3 wrong PINs");
        }
        assertThat(appliance.metrics().sum("patchbay_wrong_pins_total") - before)
                .isGreaterThanOrEqualTo(3);
        appliance.awaitLog(line -> line.contains("room board: a wrong PIN from 127.0.0.1"), "a report", SOON);
    }
}
