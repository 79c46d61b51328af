package io.patchbay.media.audio;

import java.util.Arrays;

/** Opens and shuts a source or a listener without a click: over one frame. Belongs to one thread. */
final class Gate {
    private boolean open = true;

    /** Whether it let through the last frame's end. */
    boolean isOpen() {
        return open;
    }

    /** Lets the frame of {@code count} samples through, or not; a change is a ramp over the whole of it. */
    void apply(short[] pcm, int count, boolean wanted) {
        if (wanted != open) {
            ramp(pcm, 0, count, open ? 1 : 0, wanted ? 1 : 0);
            open = wanted;
        } else if (!open) {
            Arrays.fill(pcm, 0, count, (short) 0);
        }
    }

    /** The next frame fades in. */
    void shut() {
        open = false;
    }

    static void fadeIn(short[] pcm, int from, int count) {
        ramp(pcm, from, count, 0, 1);
    }

    /** Multiplies by a gain that goes from {@code start} to {@code end} in a straight line. */
    static void ramp(short[] pcm, int from, int count, float start, float end) {
        float step = (end - start) / Math.max(1, count);
        for (int i = 0; i < count; i++) {
            pcm[from + i] = (short) (pcm[from + i] * (start + step * (i + 1)));
        }
    }
}
