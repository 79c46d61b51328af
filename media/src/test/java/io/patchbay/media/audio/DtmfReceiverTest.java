package io.patchbay.media.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DtmfReceiverTest {
    private static final long MILLI = 1_000_000;

    private final List<String> events = new ArrayList<>();
    private final DtmfReceiver receiver = new DtmfReceiver(new DtmfListener() {
        @Override
        public void onKeyDown(char key) {
            events.add("+" + key);
        }

        @Override
        public void onKeyUp(char key, int millis) {
            events.add("-" + key + " " + millis);
        }
    });
    private long now = 5_000_000_000L;

    @Test
    void aPressIsToldOnceThoughItsEndComesThreeTimes() {
        press(5, 1_000, 100);
        assertThat(events).containsExactly("+5", "-5 100");
        assertThat(receiver.presses()).isEqualTo(1);
    }

    @Test
    void theSameKeyTwiceIsTwoPresses() {
        press(5, 1_000, 60);
        press(5, 4_000, 60);
        assertThat(events).containsExactly("+5", "-5 60", "+5", "-5 60");
    }

    @Test
    void allKeysHaveTheirNames() {
        for (int event = 0; event <= 16; event++) {
            press(event, 1_000 + event * 2_000, 40);
        }
        assertThat(String.join(
                                "",
                                events.stream().filter(e -> e.startsWith("+")).toList())
                        .replace("+", ""))
                .isEqualTo("0123456789*#ABCD!");
    }

    @Test
    void aPressWhoseEndIsLostEndsWhenItsPacketsStop() {
        packet(1, 1_000, 160, false, true);
        packet(1, 1_000, 320, false, false);
        now += 200 * MILLI;
        receiver.onTick(now);
        assertThat(receiver.isDown()).isTrue();
        now += 60 * MILLI;
        receiver.onTick(now);
        assertThat(events).containsExactly("+1", "-1 40");
        packet(1, 1_000, 480, true, false); // the end comes after all
        assertThat(events).hasSize(2);
    }

    @Test
    void aPressWhoseEndIsLostEndsWhenTheNextBegins() {
        packet(1, 1_000, 160, false, true);
        packet(2, 3_000, 160, false, true);
        packet(2, 3_000, 320, true, false);
        assertThat(events).containsExactly("+1", "-1 20", "+2", "-2 40");
    }

    @Test
    void aPressOfWhichOnlyTheEndArrivesCounts() {
        packet(7, 1_000, 800, true, false);
        packet(7, 1_000, 800, true, false);
        assertThat(events).containsExactly("+7", "-7 100");
    }

    @Test
    void aStragglerOfThePressBeforeIsIgnored() {
        packet(1, 1_000, 160, false, true);
        packet(1, 1_000, 320, true, false);
        packet(2, 3_000, 160, false, true);
        packet(1, 1_000, 320, true, false);
        packet(2, 3_000, 320, true, false);
        assertThat(events).containsExactly("+1", "-1 40", "+2", "-2 40");
    }

    @Test
    void aPressLongerThanADurationCanSayIsOne() {
        long timestamp = 100;
        packet(3, timestamp, 0xFFFF, false, true);
        packet(3, timestamp + 0xFFFF, 160, false, false);
        packet(3, timestamp + 0xFFFF, 320, true, false);
        assertThat(events).containsExactly("+3", "-3 " + (0xFFFF / 8 + 40));
    }

    @Test
    void aSenderThatCountsTheTimestampOnInsideAPressPressesOnce() {
        for (int i = 0; i < 5; i++) {
            packet(4, 1_000 + 160 * i, 160 * (i + 1), false, i == 0);
        }
        packet(4, 1_800, 960, true, false);
        assertThat(events).containsExactly("+4", "-4 120");
    }

    @Test
    void timestampsMayWrapAndRestart() {
        packet(1, 0xFFFF_FF00L, 160, true, true);
        packet(2, 0x100, 160, true, true);
        now += 6_000 * MILLI;
        packet(3, 0x10, 160, true, true); // another stream's beginning, long after
        assertThat(events).containsExactly("+1", "-1 20", "+2", "-2 20", "+3", "-3 20");
    }

    @Test
    void nonsenseIsDropped() {
        Random random = new Random(3);
        for (int i = 0; i < 1_000; i++) {
            byte[] bytes = new byte[random.nextInt(4)];
            random.nextBytes(bytes);
            receiver.onPacket(bytes, 0, bytes.length, random.nextInt(), true, 8_000, now);
        }
        receiver.onPacket(new byte[] {17, 10, 0, (byte) 160}, 0, 4, 1, true, 8_000, now);
        receiver.onPacket(new byte[] {(byte) 200, 10, 0, (byte) 160}, 0, 4, 1, true, 8_000, now);
        assertThat(events).isEmpty();
    }

    private void press(int event, long timestamp, int millis) {
        for (int t = 20; t < millis; t += 20) {
            packet(event, timestamp, t * 8, false, t == 20);
        }
        for (int i = 0; i < 3; i++) {
            packet(event, timestamp, millis * 8, true, false);
        }
    }

    private void packet(int event, long timestamp, int duration, boolean end, boolean marker) {
        byte[] bytes = {(byte) event, (byte) (end ? 0x8A : 0x0A), (byte) (duration >> 8), (byte) duration};
        receiver.onPacket(bytes, 0, 4, timestamp & 0xFFFF_FFFFL, marker, 8_000, now);
        now += 20 * MILLI;
    }
}
