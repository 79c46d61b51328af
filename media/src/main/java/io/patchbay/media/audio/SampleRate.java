package io.patchbay.media.audio;

import io.patchbay.media.loop.MediaLoop;

/** The rates that audio is mixed at, and that codecs are run at. */
enum SampleRate {
    NARROWBAND(8_000),
    WIDEBAND(16_000),
    FULLBAND(48_000);

    /** How many there are. */
    static final int COUNT = 3;

    private final int hertz;

    SampleRate(int hertz) {
        this.hertz = hertz;
    }

    /** Samples a second. */
    int hertz() {
        return hertz;
    }

    /** Samples of one 20 ms tick. */
    int frame() {
        return samples(MediaLoop.TICK_MILLIS);
    }

    int samples(int millis) {
        return hertz / 1_000 * millis;
    }

    static SampleRate of(int hertz) {
        return switch (hertz) {
            case 8_000 -> NARROWBAND;
            case 16_000 -> WIDEBAND;
            case 48_000 -> FULLBAND;
            default -> throw new IllegalArgumentException("audio is mixed at 8000, 16000 or 48000 Hz, not " + hertz);
        };
    }
}
