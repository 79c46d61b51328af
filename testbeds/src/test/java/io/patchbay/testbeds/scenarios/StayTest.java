package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.browser.RoomPage;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** A browser that stays in its room, whatever happens to its page or its connection. */
@Tag("real-peer")
@ExtendWith(SharedTestbed.class)
class StayTest {
    private static final int PAGE = 970;
    private static final int PHONE = 500;

    @Test
    void reloadKeepsTheParticipantAndItsAudio(Testbed testbed) {
        String room = testbed.room();
        try (RoomPage page = testbed.page(room, "Carol", PAGE, "");
                Phone alice = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(PHONE)))) {
            PhoneCall call = alice.dial(room).awaitAnswered(Testbed.ANSWER);
            hearEachOther(page, call);
            String self = page.selfId();

            page.reload();

            page.awaitJoined(ofSeconds(15));
            assertThat(page.selfId()).isEqualTo(self);
            hearEachOther(page, call);
            assertThat(page.others()).containsOnlyKeys("alice");
            call.hangUp();
        }
    }

    @Test
    void droppedControlConnectionKeepsSeatAndMedia(Testbed testbed) {
        String room = testbed.room();
        try (RoomPage page = testbed.page(room, "Carol", PAGE, "");
                RoomPage other = testbed.page(room, "Dave", 1310, "");
                Phone alice = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(PHONE)))) {
            PhoneCall call = alice.dial(room).awaitAnswered(Testbed.ANSWER);
            hearEachOther(page, call);
            String self = page.selfId();

            page.dropControl();
            page.awaitJoined(ofSeconds(15));

            assertThat(page.selfId()).isEqualTo(self);
            hearEachOther(page, call);
            assertThat(other.others()).containsOnlyKeys("Carol", "alice");
            call.hangUp();
        }
    }

    @Test
    void pageThatLeavesIsGoneAtOnceAndPageThatGoesAwayAfterTheSeatsGrace(Testbed testbed) {
        String room = testbed.room();
        try (RoomPage page = testbed.page(room, "Carol", PAGE, "");
                RoomPage leaver = testbed.page(room, "Dave", 1310, "")) {
            RoomPage stray = testbed.page(room, "Erin", 1510, "");
            page.awaitOthers(2, ofSeconds(5));

            leaver.leave();
            page.awaitOthers(1, ofSeconds(3));
            long begin = System.nanoTime();
            stray.close();

            page.await("Erin is away", "window.patchbay.participants[0]?.connection === 'away'", ofSeconds(10));
            page.awaitOthers(0, Testbed.SEAT_GRACE.plusSeconds(15));
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isGreaterThan(Testbed.SEAT_GRACE.minusSeconds(2));
        }
    }

    @Test
    void mutedPageIsNotHeard(Testbed testbed) {
        String room = testbed.room();
        try (RoomPage page = testbed.page(room, "Carol", PAGE, "");
                Phone alice = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(PHONE)))) {
            PhoneCall call = alice.dial(room).awaitAnswered(Testbed.ANSWER);
            hearEachOther(page, call);

            page.mute(true);
            call.audio().awaitHeard(s -> !s.hears(PAGE), "nothing of the muted page", ofSeconds(1), ofSeconds(5));
            page.mute(false);
            call.audio().awaitHeard(s -> s.hears(PAGE), "the page again", ofSeconds(1), ofSeconds(5));
            call.hangUp();
        }
    }

    @Test
    void phoneThatRedialsIsHeardByThePageAgain(Testbed testbed) {
        String room = testbed.room();
        try (RoomPage page = testbed.page(room, "Carol", PAGE, "");
                Phone alice = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(PHONE)))) {
            PhoneCall call = alice.dial(room).awaitAnswered(Testbed.ANSWER);
            hearEachOther(page, call);
            call.hangUp();
            page.awaitOthers(0, ofSeconds(5));

            PhoneCall again = alice.dial(room).awaitAnswered(Testbed.ANSWER);

            hearEachOther(page, again);
            again.hangUp();
        }
    }

    private static void hearEachOther(RoomPage page, PhoneCall call) {
        call.audio().awaitHeard(s -> s.hears(PAGE), "the page's %d Hz".formatted(PAGE), ofSeconds(1), ofSeconds(15));
        page.awaitLevels(
                List.of(PHONE, PAGE),
                levels -> levels.get(PHONE) > -30 && levels.get(PAGE) < levels.get(PHONE) - 20,
                "the phone's %d Hz and not itself".formatted(PHONE),
                ofSeconds(15));
    }
}
