package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.browser.RoomPage;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a user of the room page meets. */
@Tag("real-peer")
@ExtendWith(SharedTestbed.class)
class RoomPageTest {

    @Test
    void saysThatTheMicrophoneIsRefusedAndStillLetsItsUserListen(Testbed testbed) {
        String room = testbed.room();
        String url = testbed.appliance().url("/rooms/" + room);
        try (RoomPage page = RoomPage.openRefusingDevices(testbed.browsers(), url, "Carol");
                Phone alice = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(500)))) {
            page.await("a word on the microphone", "/microphone/i.test(document.body.innerText)", ofSeconds(10));
            page.fill("#name", "Carol");
            page.click("text=Join to listen only");
            page.awaitJoined(ofSeconds(20));
            PhoneCall call = alice.dial(room).awaitAnswered(Testbed.ANSWER);

            page.awaitLevels(List.of(500), levels -> levels.get(500) > -30, "alice", ofSeconds(15));
            call.hangUp();
        }
    }

    @Test
    void fitsANarrowScreenBeforeAndAfterJoining(Testbed testbed) {
        String room = testbed.room();
        String fits = "document.documentElement.scrollWidth <= window.innerWidth";
        String url = testbed.appliance().url("/rooms/" + room);
        try (RoomPage page = RoomPage.openNarrow(testbed.browsers(), url, "Carol")) {
            page.await("the page to fit", fits, ofSeconds(10));
        }
        try (RoomPage page = RoomPage.openNarrow(
                        testbed.browsers(), url + "?autojoin=1&name=Carol&testTone=970&video=color:ff0000", "Carol");
                RoomPage other = testbed.page(room, "Somebody with quite a long name", 1310, "0000ff")) {
            page.awaitJoined(ofSeconds(20));
            page.awaitOthers(1, ofSeconds(5));
            other.awaitOthers(1, ofSeconds(5));

            page.await("the page to fit", fits, ofSeconds(5));
            page.awaitColour(page.others().get("Somebody with quite a long name"), "0000ff", ofSeconds(10));
        }
    }

    @Test
    void roomWithAPinIsEnteredByTypingIt(Testbed testbed) {
        String url =
                testbed.appliance().url("/rooms/" + Testbed.PIN_ROOM + "?autojoin=1&name=Carol&testTone=970&video=0");
        try (RoomPage page = RoomPage.open(testbed.browsers(), url, "Carol")) {
            page.await("the question", "/asks for a PIN/.test(document.body.innerText)", ofSeconds(15));
            page.fill("#pin", "0000");
            page.click("button[type=submit]");
            page.await("that it is wrong", "/not the PIN/.test(document.body.innerText)", ofSeconds(10));
            page.fill("#pin", Testbed.PIN);
            page.click("button[type=submit]");
            page.awaitJoined(ofSeconds(20));
            assertThat(page.text()).doesNotContain(Testbed.PIN);
        }
    }

    @Test
    void roomThatIsNotToBeIsRefusedInWords(Testbed testbed) {
        String url = testbed.guarded().url("/rooms/attic?autojoin=1&name=Carol&testTone=970&video=0");
        try (RoomPage page = RoomPage.open(testbed.browsers(), url, "Carol")) {
            page.awaitPhase("ended", ofSeconds(15));
            assertThat(page.text()).containsIgnoringCase("attic");
        }
    }
}
