package io.patchbay.media.audio;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The voices that have just left a bridge: each is heard for one tick more, fading out. Belongs to the bridge's loop. */
final class Leavers {
    private final List<MixSource> sources = new ArrayList<>();

    /** {@code source} holds its last frame, of the coming tick. */
    void add(MixSource source) {
        sources.add(source);
    }

    void addTo(RateMix mix, long tick) {
        for (int i = 0; i < sources.size(); i++) {
            mix.add(sources.get(i), tick);
        }
    }

    /** Tick {@code tick} was mixed; in the next one only the filters ring on, then all is over. */
    void passed(long tick) {
        for (int i = sources.size() - 1; i >= 0; i--) {
            MixSource source = sources.get(i);
            if (source.tick() > tick) {
                continue; // it left in the middle of this tick
            }
            Arrays.fill(source.frame(), (short) 0);
            source.filled(tick + 1, false);
            if (source.isSilent()) {
                sources.remove(i);
            }
        }
    }

    void clear() {
        sources.clear();
    }
}
