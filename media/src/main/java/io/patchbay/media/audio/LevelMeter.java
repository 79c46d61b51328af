package io.patchbay.media.audio;

/** How loud a source is from frame to frame of 20 ms, and whether that is speech or a pause. Belongs to one thread. */
final class LevelMeter {
    static final int SILENCE = -127; // dBov

    private static final int FALL_PER_FRAME = 2; // dB: 100 dB a second
    private static final int SPEECH_ABOVE_NOISE = 10; // dB
    private static final int SPEECH_AT_LEAST = -55; // dBov
    private static final double NOISE_RISE_PER_FRAME = 0.06; // dB: 3 dB a second
    private static final double NOISE_AT_MOST = -35; // dBov: whatever is louder than that and 10 dB is speech
    private static final int HANGOVER_FRAMES = 10; // 200 ms: the pauses between words
    private static final int QUIET_BELOW = -50; // dBov: a quiet room, not music that is played softly
    private static final int PAUSE_AFTER_FRAMES = 20; // 400 ms, beyond what follows a word

    private int current = SILENCE;
    private int held = SILENCE;
    private double noise = -60;
    private int hangover;
    private int quiet; // frames

    /** Takes the level of the next frame, in dBov. */
    void frame(int dbov) {
        current = dbov;
        held = Math.max(dbov, Math.max(SILENCE, held - FALL_PER_FRAME));
        noise = dbov < noise ? dbov : Math.min(NOISE_AT_MOST, noise + NOISE_RISE_PER_FRAME);
        if (dbov >= SPEECH_AT_LEAST && dbov > noise + SPEECH_ABOVE_NOISE) {
            hangover = HANGOVER_FRAMES;
        } else if (hangover > 0) {
            hangover--;
        }
        quiet = hangover > 0 || dbov >= QUIET_BELOW ? 0 : quiet + 1;
    }

    /** Level of the last frame. */
    int currentDbov() {
        return current;
    }

    /** Rises at once, falls slowly. */
    int heldDbov() {
        return held;
    }

    boolean isSpeech() {
        return hangover > 0;
    }

    /** Whether there has been nothing but a quiet room for a while; ends with the first frame that is more. */
    boolean isPause() {
        return quiet >= PAUSE_AFTER_FRAMES;
    }
}
