package io.patchbay.gateway.room;

import io.patchbay.media.sfu.ActiveSpeakerObserver;
import io.patchbay.media.sfu.AudioLevel;
import io.patchbay.media.sfu.AudioLevelListener;
import io.patchbay.media.sfu.AudioLevelObserver;
import io.patchbay.media.sfu.AudioLevelObserverOptions;
import io.patchbay.media.sfu.Producer;
import io.patchbay.media.sfu.Router;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Watches who is heard and who speaks, and tells the room's listeners. Belongs to the room's loop. */
final class SpeakingMonitor implements AudioLevelListener, AutoCloseable {
    private static final Duration LEVELS_EVERY = Duration.ofMillis(200);
    private static final Duration SPEAKER_EVERY = Duration.ofMillis(300);
    private static final int QUIETEST_DBOV = -60;
    private static final int MOST_LEVELS = 16;

    private final List<RoomListener> listeners;
    private final AudioLevelObserver levels;
    private final ActiveSpeakerObserver speaker;
    private final Map<Producer, String> participantOf = new HashMap<>();

    SpeakingMonitor(Router router, List<RoomListener> listeners) {
        this.listeners = listeners;
        levels = router.createAudioLevelObserver(
                new AudioLevelObserverOptions(MOST_LEVELS, QUIETEST_DBOV, LEVELS_EVERY), this);
        speaker = router.createActiveSpeakerObserver(SPEAKER_EVERY, this::onActiveSpeaker);
    }

    void add(String participantId, Producer producer) {
        participantOf.put(producer, participantId);
        levels.addProducer(producer);
        speaker.addProducer(producer);
    }

    void remove(Producer producer) {
        if (participantOf.containsKey(producer)) {
            levels.removeProducer(producer);
            speaker.removeProducer(producer);
            participantOf.remove(producer);
        }
    }

    @Override
    public void onLevels(List<AudioLevel> heard) {
        List<RoomListener.AudioLevel> told = heard.stream()
                .filter(level -> participantOf.containsKey(level.producer()))
                .map(level -> new RoomListener.AudioLevel(participantOf.get(level.producer()), level.level()))
                .toList();
        listeners.forEach(listener -> listener.audioLevels(told));
    }

    @Override
    public void onSilence() {
        listeners.forEach(listener -> listener.audioLevels(List.of()));
    }

    private void onActiveSpeaker(Producer producer) {
        String participantId = producer == null ? null : participantOf.get(producer);
        listeners.forEach(listener -> listener.activeSpeaker(participantId));
    }

    @Override
    public void close() {
        levels.close();
        speaker.close();
    }
}
