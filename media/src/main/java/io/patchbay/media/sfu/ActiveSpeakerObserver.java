package io.patchbay.media.sfu;

import io.patchbay.media.loop.MediaLoop;
import java.time.Duration;
import java.util.Map;

/**
 * Tells who speaks, by the producers' audio-level header extension (RFC 6464). Whoever is clearly louder than the present
 * speaker over some intervals takes over; a cough does not. Belongs to the router's loop.
 */
public final class ActiveSpeakerObserver extends LevelObserver<ActiveSpeakerObserver.Loudness> {
    /** Weight of the latest interval in the running mean. */
    private static final double LATEST = 0.4;

    private static final int AUDIBLE_MINUS_DBOV = 55;
    private static final double CLEARLY_LOUDER_DB = 4;
    private static final long SILENT_AFTER_NANOS = Duration.ofSeconds(2).toNanos();

    private final ActiveSpeakerListener listener;
    private Producer speaker; // null: nobody
    private long lastHeard;

    /** How loud one producer is. */
    static final class Loudness {
        private final LevelSum latest = new LevelSum();
        private double loudness; // dB above silence, running mean

        private void look() {
            int now = io.patchbay.media.rtp.AudioLevel.SILENCE - latest.mean();
            loudness += LATEST * (now - loudness);
            latest.clear();
        }

        private boolean isAudible() {
            return loudness > io.patchbay.media.rtp.AudioLevel.SILENCE - AUDIBLE_MINUS_DBOV;
        }
    }

    ActiveSpeakerObserver(MediaLoop loop, Duration interval, ActiveSpeakerListener listener) {
        super(loop, interval);
        if (interval.toMillis() < 100 || interval.toMillis() > 5_000) {
            throw new IllegalArgumentException("interval is " + interval + "; it must be 100 ms to 5 s");
        }
        this.listener = listener;
    }

    @Override
    Loudness begin() {
        return new Loudness();
    }

    @Override
    public void onLevel(Producer producer, int minusDbov, boolean voice) {
        of(producer).latest.add(minusDbov);
    }

    @Override
    void look(Map<Producer, Loudness> observed) {
        Producer loudest = null;
        double most = 0;
        for (Map.Entry<Producer, Loudness> entry : observed.entrySet()) {
            Loudness loudness = entry.getValue();
            loudness.look();
            if (loudness.isAudible() && loudness.loudness > most) {
                most = loudness.loudness;
                loudest = entry.getKey();
            }
        }
        long now = System.nanoTime();
        Loudness present = speaker == null ? null : observed.get(speaker);
        boolean presentAudible = present != null && present.isAudible();
        if (presentAudible) {
            lastHeard = now;
        }
        if (loudest != null) {
            if (!presentAudible || most > present.loudness + CLEARLY_LOUDER_DB) {
                become(loudest, now);
            }
        } else if (speaker != null && (present == null || now - lastHeard > SILENT_AFTER_NANOS)) {
            become(null, now);
        }
    }

    private void become(Producer next, long now) {
        lastHeard = now;
        if (speaker != next) {
            speaker = next;
            listener.onActiveSpeaker(next);
        }
    }
}
