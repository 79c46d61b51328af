package io.patchbay.media.audio;

/** Which of a room's remote streams are worth decoding: the loudest few, for nobody can follow more. Belongs to the bridge's loop. */
final class Loudest {
    static final int MOST = 6;

    private boolean[] chosen = new boolean[16];

    void choose(RemoteAudio[] streams) {
        if (chosen.length < streams.length) {
            chosen = new boolean[2 * streams.length];
        }
        for (int i = 0; i < streams.length; i++) {
            chosen[i] = streams.length <= MOST;
        }
        if (streams.length > MOST) {
            for (int n = 0; n < MOST; n++) {
                chosen[next(streams)] = true;
            }
        }
    }

    /** Whether the stream at {@code index} of the array given last is one of them. */
    boolean isChosen(int index) {
        return chosen[index];
    }

    private int next(RemoteAudio[] streams) {
        int best = -1;
        int bestClaim = 0;
        for (int i = 0; i < streams.length; i++) {
            if (!chosen[i] && (best < 0 || streams[i].claim() > bestClaim)) {
                best = i;
                bestClaim = streams[i].claim();
            }
        }
        return best;
    }
}
