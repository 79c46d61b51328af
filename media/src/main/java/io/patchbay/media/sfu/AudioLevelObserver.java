package io.patchbay.media.sfu;

import io.patchbay.media.loop.MediaLoop;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Tells how loud producers are, by their audio-level header extension (RFC 6464). Belongs to the router's loop. */
public final class AudioLevelObserver extends LevelObserver<LevelSum> {
    /** Of 20 ms packets, a quarter must have come; a single one says little. */
    private static final int MILLIS_PER_PACKET_NEEDED = 80;

    private final AudioLevelObserverOptions options;
    private final AudioLevelListener listener;
    private final int packetsNeeded;
    private boolean silent = true;

    AudioLevelObserver(MediaLoop loop, AudioLevelObserverOptions options, AudioLevelListener listener) {
        super(loop, options.interval());
        this.options = options;
        this.listener = listener;
        this.packetsNeeded = (int) Math.max(1, options.interval().toMillis() / MILLIS_PER_PACKET_NEEDED);
    }

    @Override
    LevelSum begin() {
        return new LevelSum();
    }

    @Override
    public void onLevel(Producer producer, int minusDbov, boolean voice) {
        of(producer).add(minusDbov);
    }

    @Override
    void look(Map<Producer, LevelSum> observed) {
        List<AudioLevel> levels = new ArrayList<>();
        observed.forEach((producer, sum) -> {
            if (sum.packets() >= packetsNeeded && -sum.mean() >= options.threshold()) {
                levels.add(new AudioLevel(producer, -sum.mean()));
            }
            sum.clear();
        });
        if (!levels.isEmpty()) {
            silent = false;
            levels.sort(Comparator.comparingInt(AudioLevel::level).reversed());
            listener.onLevels(List.copyOf(levels.subList(0, Math.min(levels.size(), options.maxEntries()))));
        } else if (!silent) {
            silent = true;
            listener.onSilence();
        }
    }
}
