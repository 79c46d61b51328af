package io.patchbay.media.audio;

/** Plays {@link TonePlan}s on top of what a phone hears. Belongs to one thread. */
final class TonePlayer {
    private static final int RAMP_MILLIS = 5;

    private final SampleRate rate;
    private TonePlan plan;
    private int segment;
    private int position; // samples into the segment

    TonePlayer(SampleRate rate) {
        this.rate = rate;
    }

    void play(TonePlan plan) {
        this.plan = plan.segments().isEmpty() ? null : plan;
        segment = 0;
        position = 0;
    }

    /** What is left to play, for a player of another rate; null where nothing is. */
    TonePlan plan() {
        return plan;
    }

    boolean isPlaying() {
        return plan != null;
    }

    /** Adds the next {@code count} samples to {@code mix}. */
    void addTo(int[] mix, int count) {
        for (int i = 0; plan != null && i < count; i++) {
            TonePlan.Segment tone = plan.segments().get(segment);
            int length = rate.samples(tone.millis());
            mix[i] += sample(tone, length);
            if (++position == length) {
                position = 0;
                if (++segment == plan.segments().size()) {
                    plan = null;
                }
            }
        }
    }

    private int sample(TonePlan.Segment tone, int length) {
        if (tone.hertz() == 0 && tone.secondHertz() == 0) {
            return 0;
        }
        double peak = 32_768 * Math.pow(10, tone.dbov() / 20.0) * Math.sqrt(2);
        double turn = 2 * Math.PI * position / rate.hertz();
        double value = sine(tone.hertz(), turn) + sine(tone.secondHertz(), turn);
        double edge = Math.min(position, length - position) / (double) rate.samples(RAMP_MILLIS);
        return (int) (peak * value * Math.min(1, edge));
    }

    private static double sine(int hertz, double turn) {
        return hertz == 0 ? 0 : Math.sin(hertz * turn);
    }
}
