package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.audio.Spectrum;
import io.patchbay.testbeds.audio.Tone;
import io.patchbay.testbeds.browser.RoomPage;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneCodec;
import io.patchbay.testbeds.phone.PhoneSettings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@Tag("real-peer")
@ExtendWith(SharedTestbed.class)
class FourWayTest {
    private static final int ALICE = 500;
    private static final int BOB = 710;
    private static final int CAROL = 970;
    private static final int DAVE = 1310;
    private static final List<Integer> ALL = List.of(ALICE, BOB, CAROL, DAVE);
    private static final String RED = "ff0000";
    private static final String BLUE = "0000ff";

    /** By how many dB the three that one hears may differ. */
    private static final double EVEN = 3;

    /** By how many dB one's own voice must lie below the others'. */
    private static final double NOT_HEARD = 20;

    @Test
    void twoPhonesAndTwoPagesEachHearTheThreeOthersAtOneLevelAndNotThemselves(Testbed testbed) {
        String room = testbed.room();
        var alice = testbed.phone(PhoneSettings.named("alice").playing(Tone.of(ALICE)));
        var bob = testbed.phone(
                PhoneSettings.named("bob").offering(PhoneCodec.OPUS).playing(Tone.of(BOB)));
        try (RoomPage carol = testbed.page(room, "Carol", CAROL, RED);
                RoomPage dave = testbed.page(room, "Dave", DAVE, BLUE);
                alice;
                bob) {
            PhoneCall first = alice.dial(room).awaitAnswered(Testbed.ANSWER);
            PhoneCall second = bob.dial(room).awaitAnswered(Testbed.ANSWER);
            carol.awaitOthers(3, ofSeconds(5));
            dave.awaitOthers(3, ofSeconds(5));
            assertThat(first.audio().codec()).contains(PhoneCodec.PCMU);
            assertThat(second.audio().codec()).contains(PhoneCodec.OPUS);
            assertThat(carol.kinds()).containsEntry("alice", "phone").containsEntry("Dave", "browser");

            phoneHearsTheOthers(first, ALICE);
            phoneHearsTheOthers(second, BOB);
            pageHearsTheOthers(carol, CAROL);
            pageHearsTheOthers(dave, DAVE);
            carol.awaitColour(carol.others().get("Dave"), BLUE, ofSeconds(10));
            dave.awaitColour(dave.others().get("Carol"), RED, ofSeconds(10));

            assertThat(first.audio().report().lost()).isZero();
            assertThat(first.hangUp()).isEqualTo(200);
            assertThat(second.hangUp()).isEqualTo(200);
            carol.awaitOthers(1, ofSeconds(5));
        }
    }

    private static List<Integer> othersThan(int self) {
        return ALL.stream().filter(frequency -> frequency != self).toList();
    }

    private static void phoneHearsTheOthers(PhoneCall call, int self) {
        List<Double> others =
                othersThan(self).stream().map(Integer::doubleValue).toList();
        Spectrum heard = call.audio()
                .awaitHeard(
                        spectrum -> others.stream().allMatch(spectrum::hears) && spectrum.spread(others) <= EVEN,
                        "%s Hz within %s dB".formatted(others, EVEN),
                        ofSeconds(2),
                        ofSeconds(15));
        double quietest = others.stream().mapToDouble(heard::level).min().orElseThrow();
        assertThat(heard.level(self)).as("its own %d Hz", self).isLessThan(quietest - NOT_HEARD);
    }

    private static void pageHearsTheOthers(RoomPage page, int self) {
        List<Integer> others = othersThan(self);
        Map<Integer, Double> levels = page.awaitLevels(
                ALL,
                heard -> spread(heard, others) <= EVEN && heard.get(others.get(0)) > -40,
                "the others",
                ofSeconds(15));
        double quietest = others.stream().mapToDouble(levels::get).min().orElseThrow();
        assertThat(levels.get(self)).as("its own %d Hz of %s", self, levels).isLessThan(quietest - NOT_HEARD);
    }

    private static double spread(Map<Integer, Double> levels, List<Integer> frequencies) {
        double loudest = frequencies.stream().mapToDouble(levels::get).max().orElseThrow();
        double quietest = frequencies.stream().mapToDouble(levels::get).min().orElseThrow();
        return loudest - quietest;
    }
}
