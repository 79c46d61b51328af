package io.patchbay.media.sfu;

import java.util.List;

/** Told who is heard, on the router's loop. */
public interface AudioLevelListener {

    /** Every interval while anyone is above the threshold; loudest first. */
    void onLevels(List<AudioLevel> levels);

    /** Once, when nobody is above the threshold any more. */
    void onSilence();
}
