package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A device with several phones is called. */
@ExtendWith(SharedTestbed.class)
class ForkingScenariosTest {

    private static Phone registered(Testbed testbed, String device, String parameters, Tone tone) {
        Phone phone = testbed.phone(PhoneSettings.named(device)
                .withPassword(Testbed.PASSWORD)
                .leftRinging()
                .playing(tone));
        assertThat(phone.register(ofSeconds(60), parameters)).isEqualTo(200);
        return phone;
    }

    private static String dial(Testbed testbed, String device, String room) {
        String body = "{\"device\":\"%s\",\"room\":\"%s\"}".formatted(device, room);
        return read(testbed.appliance().api("POST", "/api/v1/calls", body).body())
                .path("callId")
                .asText();
    }

    private static JsonNode read(String json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the record of an ended call says of each contact. */
    private static String attempts(Testbed testbed, String callId) {
        return Awaitility.await()
                .atMost(ofSeconds(10))
                .until(() -> attemptsNow(testbed, callId), said -> !said.isEmpty());
    }

    private static String attemptsNow(Testbed testbed, String callId) {
        JsonNode records =
                read(testbed.appliance().api("GET", "/api/v1/calls/records", "").body());
        for (JsonNode record : records) {
            if (record.path("callId").asText().equals(callId)
                    && !record.path("ended").asText("").isEmpty()) {
                return record.path("attempts").toString();
            }
        }
        return "";
    }

    private static int status(Testbed testbed, String callId) {
        return testbed.appliance().api("GET", "/api/v1/calls/" + callId, "").status();
    }

    @Test
    void allPhonesOfADeviceRingAndTheFirstThatAnswersIsInTheRoom(Testbed testbed) {
        String room = testbed.room();
        try (Phone caller = testbed.phone(PhoneSettings.named("caller").playing(Tone.of(500)));
                Phone desk = registered(testbed, "desk-phone5", "", Tone.of(710));
                Phone hall = registered(testbed, "desk-phone5", "", Tone.of(940))) {
            PhoneCall inRoom = caller.dial(room).awaitAnswered(Testbed.ANSWER);
            String callId = dial(testbed, "desk-phone5", room);
            PhoneCall atDesk = desk.awaitCall(Testbed.ANSWER).awaitRinging(Testbed.ANSWER);
            PhoneCall inHall = hall.awaitCall(Testbed.ANSWER).awaitRinging(Testbed.ANSWER);
            assertThat(calls(testbed, callId)).isEqualTo(1);

            inHall.answer();
            inHall.awaitAcknowledged(Testbed.ANSWER);

            assertThat(atDesk.awaitEnded(ofSeconds(5))).isEqualTo("CANCEL from the far side");
            assertThat(desk.transcript()).contains("SIP;cause=200;text=\"Call completed elsewhere\"");
            inRoom.audio().awaitHeard(s -> s.hears(940) && !s.hears(710), "the hall", ofSeconds(1), ofSeconds(10));
            inHall.audio().awaitHeard(s -> s.hears(500), "the room", ofSeconds(1), ofSeconds(10));
            assertThat(inHall.hangUp()).isEqualTo(200);
            assertThat(attempts(testbed, callId))
                    .contains(desk.contact())
                    .contains("rang until another contact answered")
                    .contains(hall.contact());
            inRoom.hangUp();
        }
    }

    private static int calls(Testbed testbed, String callId) {
        int count = 0;
        for (JsonNode call :
                read(testbed.appliance().api("GET", "/api/v1/calls", "").body())) {
            count += call.path("callId").asText().equals(callId) ? 1 : 0;
        }
        return count;
    }

    @Test
    void ofTwoThatAnswerAtOnceOneIsHungUp(Testbed testbed) {
        try (Phone desk = registered(testbed, "desk-phone6", "", Tone.of(710));
                Phone hall = registered(testbed, "desk-phone6", "", Tone.of(940))) {
            String callId = dial(testbed, "desk-phone6", testbed.room());
            PhoneCall atDesk = desk.awaitCall(Testbed.ANSWER);
            PhoneCall inHall = hall.awaitCall(Testbed.ANSWER);

            atDesk.answer();
            inHall.answer();

            atDesk.awaitAcknowledged(Testbed.ANSWER);
            inHall.awaitAcknowledged(Testbed.ANSWER);
            Awaitility.await().atMost(ofSeconds(10)).until(() -> atDesk.isEnded() != inHall.isEnded());
            PhoneCall loser = atDesk.isEnded() ? atDesk : inHall;
            PhoneCall winner = loser == atDesk ? inHall : atDesk;
            assertThat(loser.awaitEnded(ofSeconds(1))).startsWith("BYE").contains("Call completed elsewhere");
            assertThat(winner.isEnded()).isFalse();
            assertThat(winner.hangUp()).isEqualTo(200);
            attempts(testbed, callId);
        }
    }

    @Test
    void busyCountsMoreThanAPhoneThatIsOff(Testbed testbed) {
        try (Phone desk = registered(testbed, "desk-phone7", "", Tone.of(710));
                Phone hall = registered(testbed, "desk-phone7", "", Tone.of(940))) {
            String callId = dial(testbed, "desk-phone7", testbed.room());
            desk.awaitCall(Testbed.ANSWER).reject(480, "Temporarily Unavailable");
            PhoneCall inHall = hall.awaitCall(Testbed.ANSWER);
            assertThat(status(testbed, callId)).isEqualTo(200);
            inHall.reject(486, "Busy Here");

            assertThat(attempts(testbed, callId))
                    .contains("480 Temporarily Unavailable")
                    .contains("\"device\",\"name\":\"desk-phone7\",\"outcome\":\"the far end refused: 486");
        }
    }

    @Test
    void aPhoneThatIsOffHoldsNobodyUp(Testbed testbed) {
        try (Phone desk = registered(testbed, "desk-phone11", "", Tone.of(710));
                Phone hall = registered(testbed, "desk-phone11", "", Tone.of(940))) {
            desk.close();
            String callId = dial(testbed, "desk-phone11", testbed.room());
            hall.awaitCall(Testbed.ANSWER).reject(486, "Busy Here");
            assertThat(attempts(testbed, callId))
                    .contains("no response to INVITE in time")
                    .contains("\"device\",\"name\":\"desk-phone11\",\"outcome\":\"the far end refused: 486");
        }
    }

    @Test
    void declinedEverywhereByOneEndsItForAll(Testbed testbed) {
        try (Phone desk = registered(testbed, "desk-phone8", "", Tone.of(710));
                Phone hall = registered(testbed, "desk-phone8", "", Tone.of(940))) {
            dial(testbed, "desk-phone8", testbed.room());
            PhoneCall atDesk = desk.awaitCall(Testbed.ANSWER);
            hall.awaitCall(Testbed.ANSWER).reject(603, "Decline");
            assertThat(atDesk.awaitEnded(ofSeconds(5))).isEqualTo("CANCEL from the far side");
        }
    }

    @Test
    void contactsOfALowerQValueRingOnceTheOthersHaveRefused(Testbed testbed) {
        try (Phone desk = registered(testbed, "desk-phone9", ";q=0.9", Tone.of(710));
                Phone hall = registered(testbed, "desk-phone9", ";q=0.2", Tone.of(940))) {
            dial(testbed, "desk-phone9", testbed.room());
            PhoneCall atDesk = desk.awaitCall(Testbed.ANSWER).awaitRinging(Testbed.ANSWER);
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> hall.awaitCall(ofMillis(300))))
                    .isInstanceOf(AssertionError.class);
            atDesk.reject(486, "Busy Here");
            PhoneCall inHall = hall.awaitCall(Testbed.ANSWER);
            inHall.answer();
            inHall.awaitAcknowledged(Testbed.ANSWER);
            assertThat(inHall.hangUp()).isEqualTo(200);
        }
    }

    @Test
    void theFirstThatSpeaksIsHeardUntilAnotherAnswers(Testbed testbed) {
        String room = testbed.room();
        try (Phone caller = testbed.phone(PhoneSettings.named("caller").playing(Tone.of(500)));
                Phone desk = registered(testbed, "desk-phone10", "", Tone.of(710));
                Phone hall = registered(testbed, "desk-phone10", "", Tone.of(940))) {
            PhoneCall inRoom = caller.dial(room).awaitAnswered(Testbed.ANSWER);
            dial(testbed, "desk-phone10", room);
            PhoneCall atDesk = desk.awaitCall(Testbed.ANSWER);
            PhoneCall inHall = hall.awaitCall(Testbed.ANSWER);
            atDesk.speakEarly();
            inRoom.audio().awaitHeard(s -> s.hears(710), "the desk before it answers", ofSeconds(1), ofSeconds(10));

            inHall.answer();

            inRoom.audio().awaitHeard(s -> s.hears(940) && !s.hears(710), "the hall", ofSeconds(1), ofSeconds(10));
            assertThat(atDesk.awaitEnded(ofSeconds(5))).isEqualTo("CANCEL from the far side");
            assertThat(inHall.hangUp()).isEqualTo(200);
            inRoom.hangUp();
        }
    }
}
