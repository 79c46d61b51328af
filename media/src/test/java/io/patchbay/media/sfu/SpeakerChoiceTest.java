package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SpeakerChoiceTest {
    private static final int SILENT = 127;

    private final SpeakerChoice<String> choice = new SpeakerChoice<>(Duration.ofMillis(100));
    private final Map<String, SpeakerChoice.Loudness> all = new LinkedHashMap<>();

    SpeakerChoiceTest() {
        all.put("alice", new SpeakerChoice.Loudness());
        all.put("bob", new SpeakerChoice.Loudness());
    }

    @Test
    void nobodySpeaksInSilence() {
        assertThat(after(20, SILENT, 80)).isNull();
    }

    @Test
    void whoTalksHasTheFloorUntilAnotherIsClearlyLouder() {
        assertThat(after(6, 30, SILENT)).isEqualTo("alice");
        assertThat(after(50, 30, 28)).isEqualTo("alice");
        assertThat(after(10, 30, 15)).isEqualTo("bob");
    }

    @Test
    void theNextTakesOverWhenTheSpeakerStops() {
        after(6, 30, SILENT);
        assertThat(after(10, SILENT, 40)).isEqualTo("bob");
    }

    @Test
    void aCoughTakesNoFloor() {
        after(30, 30, SILENT);
        assertThat(after(1, 30, 20)).isEqualTo("alice");
        assertThat(after(10, 30, SILENT)).isEqualTo("alice");
    }

    @Test
    void aPauseBetweenWordsKeepsTheFloorAndALongOneFreesIt() {
        after(30, 30, SILENT);
        assertThat(after(15, SILENT, SILENT)).isEqualTo("alice");
        assertThat(after(30, SILENT, SILENT)).isNull();
    }

    @Test
    void aSpeakerWhoLeavesIsNobodyAtOnce() {
        after(10, 30, SILENT);
        all.remove("alice");
        assertThat(choice.look(all)).isNull();
    }

    /** Who speaks after so many intervals with these levels, in -dBov. */
    private String after(int intervals, int ofAlice, int ofBob) {
        String speaker = null;
        for (int i = 0; i < intervals; i++) {
            for (int packet = 0; packet < 5; packet++) {
                all.get("alice").heard(ofAlice);
                all.get("bob").heard(ofBob);
            }
            speaker = choice.look(all);
        }
        return speaker;
    }
}
