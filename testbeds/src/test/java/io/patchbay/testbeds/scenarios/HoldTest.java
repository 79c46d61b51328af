package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An operator holds a phone, and takes it back. */
@Tag("real-peer")
@ExtendWith(SharedTestbed.class)
class HoldTest {

    private static String change(Testbed testbed, PhoneCall call, String how, String body) {
        var answer = testbed.appliance().api("POST", "/api/v1/calls/" + call.callId() + "/" + how, body);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.body().replaceAll("(?s).*\"hold\"\\s*:\\s*\"([^\"]+)\".*", "$1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sendonly", "inactive"})
    void heldPhoneNeitherHearsTheRoomNorIsHeard(String direction, Testbed testbed) {
        String room = testbed.room();
        try (Phone alice = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(500)));
                Phone bob = testbed.phone(PhoneSettings.named("bob").playing(Tone.of(710)))) {
            PhoneCall held = alice.dial(room).awaitAnswered(Testbed.ANSWER);
            PhoneCall other = bob.dial(room).awaitAnswered(Testbed.ANSWER);
            other.audio().awaitHeard(s -> s.hears(500), "alice", ofSeconds(1), ofSeconds(10));
            held.audio().awaitHeard(s -> s.hears(710), "bob", ofSeconds(1), ofSeconds(10));

            String body = "{\"direction\":\"%s\"}".formatted(direction);
            assertThat(change(testbed, held, "hold", body)).isEqualTo("local");
            other.audio().awaitHeard(s -> !s.hears(500), "nothing of alice", ofSeconds(1), ofSeconds(5));
            if (direction.equals("sendonly")) {
                held.audio().awaitHeard(s -> !s.hears(710), "nothing of bob", ofSeconds(1), ofSeconds(5));
            }

            assertThat(change(testbed, held, "unhold", "")).isEqualTo("none");
            other.audio().awaitHeard(s -> s.hears(500), "alice again", ofSeconds(1), ofSeconds(5));
            held.audio().awaitHeard(s -> s.hears(710), "bob again", ofSeconds(1), ofSeconds(5));
            held.hangUp();
            other.hangUp();
        }
    }

    @Test
    void bothHoldAndEachTakesItsOwnBack(Testbed testbed) {
        String room = testbed.room();
        try (Phone alice = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(500)));
                Phone bob = testbed.phone(PhoneSettings.named("bob").playing(Tone.of(710)))) {
            PhoneCall call = alice.dial(room).awaitAnswered(Testbed.ANSWER);
            PhoneCall other = bob.dial(room).awaitAnswered(Testbed.ANSWER);

            assertThat(change(testbed, call, "hold", "")).isEqualTo("local");
            assertThat(call.reinvite("sendonly").body()).contains("a=inactive");
            assertThat(call.reinvite("sendrecv").body()).contains("a=sendonly"); // ours holds on
            other.audio().awaitHeard(s -> !s.hears(500), "nothing of alice", ofSeconds(1), ofSeconds(5));
            assertThat(call.reinvite("sendonly").body()).contains("a=inactive");
            change(testbed, call, "unhold", "");
            other.audio().awaitHeard(s -> s.hears(500), "alice", ofSeconds(1), ofSeconds(5));
            assertThat(call.reinvite("sendrecv").body()).contains("a=sendrecv");
            call.audio().awaitHeard(s -> s.hears(710), "bob", ofSeconds(1), ofSeconds(5));
            call.hangUp();
            other.hangUp();
        }
    }
}
