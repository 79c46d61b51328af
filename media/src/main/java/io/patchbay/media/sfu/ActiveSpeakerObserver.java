package io.patchbay.media.sfu;

import io.patchbay.media.loop.MediaLoop;
import java.time.Duration;
import java.util.Map;

/** Tells who speaks, by the producers' audio-level header extension (RFC 6464). Belongs to the router's loop. */
public final class ActiveSpeakerObserver extends LevelObserver<SpeakerChoice.Loudness> {
    private final ActiveSpeakerListener listener;
    private final SpeakerChoice<Producer> choice;
    private Producer told; // null: nobody

    ActiveSpeakerObserver(MediaLoop loop, Duration interval, ActiveSpeakerListener listener) {
        super(loop, interval);
        if (interval.toMillis() < 100 || interval.toMillis() > 5_000) {
            throw new IllegalArgumentException("interval is " + interval + "; it must be 100 ms to 5 s");
        }
        this.listener = listener;
        this.choice = new SpeakerChoice<>(interval);
    }

    @Override
    SpeakerChoice.Loudness begin() {
        return new SpeakerChoice.Loudness();
    }

    @Override
    public void onLevel(Producer producer, int minusDbov, boolean voice) {
        of(producer).heard(minusDbov);
    }

    @Override
    void look(Map<Producer, SpeakerChoice.Loudness> observed) {
        Producer speaker = choice.look(observed);
        if (speaker != told) {
            told = speaker;
            listener.onActiveSpeaker(speaker);
        }
    }
}
