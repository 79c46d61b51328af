package io.patchbay.media.sfu;

import io.patchbay.media.rtp.AudioLevel;
import java.time.Duration;
import java.util.Map;

/**
 * Decides who has the floor, interval by interval: whoever is clearly louder than the present speaker over some intervals
 * takes over; a cough does not. Belongs to one thread.
 *
 * @param <K> who may speak
 */
final class SpeakerChoice<K> {
    /** Weight of the latest interval in the running mean. */
    private static final double LATEST = 0.4;

    private static final int AUDIBLE_MINUS_DBOV = 55;
    private static final double CLEARLY_LOUDER_DB = 4;
    private static final Duration SILENT_AFTER = Duration.ofSeconds(2);

    private final int silentIntervals; // after so many nobody speaks
    private K speaker; // null: nobody
    private int quiet; // intervals since the speaker was heard

    /** How loud one of them is. */
    static final class Loudness {
        private final LevelSum latest = new LevelSum();
        private double loudness; // dB above silence, running mean

        /** @param minusDbov of a packet, 0 (loudest) to 127 */
        void heard(int minusDbov) {
            latest.add(minusDbov);
        }

        private void look() {
            loudness += LATEST * (AudioLevel.SILENCE - latest.mean() - loudness);
            latest.clear();
        }

        private boolean isAudible() {
            return loudness > AudioLevel.SILENCE - AUDIBLE_MINUS_DBOV;
        }
    }

    SpeakerChoice(Duration interval) {
        silentIntervals = (int) Math.max(1, SILENT_AFTER.toMillis() / interval.toMillis());
    }

    /** Ends an interval; returns who speaks now, or null. */
    K look(Map<K, Loudness> all) {
        K loudest = null;
        double most = 0;
        for (Map.Entry<K, Loudness> entry : all.entrySet()) {
            Loudness loudness = entry.getValue();
            loudness.look();
            if (loudness.isAudible() && loudness.loudness > most) {
                most = loudness.loudness;
                loudest = entry.getKey();
            }
        }
        Loudness present = speaker == null ? null : all.get(speaker);
        boolean presentAudible = present != null && present.isAudible();
        quiet = presentAudible ? 0 : quiet + 1;
        if (loudest != null) {
            if (!presentAudible || most > present.loudness + CLEARLY_LOUDER_DB) {
                speaker = loudest;
            }
        } else if (present == null || quiet > silentIntervals) {
            speaker = null;
        }
        return speaker;
    }
}
