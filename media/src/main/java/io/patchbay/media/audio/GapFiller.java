package io.patchbay.media.audio;

import java.util.Arrays;

/**
 * Sounds for the time that no packet is there for: what was lost is concealed and fades out; while the sender pauses there is
 * silence, or the noise that it asked for. Belongs to one thread.
 */
final class GapFiller {
    private static final int FADE_AFTER = 2; // steps of 20 ms concealed at full volume
    private static final int FADE_STEPS = 3; // then faded out in so many
    private static final int DTX_PAYLOAD = 2; // bytes: so short an Opus packet says that none will follow

    /** What was played last, which says what to play while nothing comes. */
    private enum Last {
        NOTHING,
        SPEECH,
        NOISE,
        DTX
    }

    private final ComfortNoise noise = new ComfortNoise();
    private Last last = Last.NOTHING;
    private PayloadDecoder decoder; // of the last packet; null where there is none
    private int concealedInRow;
    private long concealedSamples;
    private long concealedMillis; // at rates before

    /** A packet of {@code length} bytes was decoded by {@code decoder}. */
    void played(PayloadDecoder decoder, int length) {
        this.decoder = decoder;
        concealedInRow = 0;
        last = decoder.isOpus() && length <= DTX_PAYLOAD ? Last.DTX : Last.SPEECH;
    }

    /** The sender pauses, and describes the noise to hear meanwhile. */
    void describe(byte[] payload, int length) {
        noise.describe(payload, length);
        last = Last.NOISE;
    }

    /** The decoder of the last packet is this one from now on; null where it is gone. */
    void use(PayloadDecoder decoder) {
        this.decoder = decoder;
        if (decoder == null) {
            last = Last.NOTHING;
        }
    }

    PayloadDecoder decoder() {
        return decoder;
    }

    boolean isSpeech() {
        return last == Last.SPEECH;
    }

    /** Whether the last samples were silence: what comes next should fade in. */
    boolean isSilence() {
        return last == Last.NOTHING;
    }

    /** What follows begins as after a pause. */
    void forget() {
        last = Last.NOTHING;
    }

    /**
     * Fills in for samples that were lost.
     *
     * @param next where {@link JitterBuffer#isRecoverable} the packet behind them
     */
    void conceal(int samples, JitterBuffer next, boolean recoverable, PcmQueue queue) {
        if (last != Last.SPEECH || decoder == null) {
            rest(samples, queue);
            return;
        }
        concealedSamples += samples;
        int made = recoverable ? decoder.recover(next.payload(), next.payloadLength(), samples, queue) : 0;
        if (made == 0 && concealedInRow < FADE_AFTER + FADE_STEPS) {
            made = guess(samples, queue);
        }
        concealedInRow++;
        silence(samples - made, queue);
    }

    /** Fills in for samples that the sender did not mean to send. */
    void rest(int samples, PcmQueue queue) {
        if (last == Last.NOISE) {
            noise.fill(queue.array(samples), queue.size(), samples);
            queue.grow(samples);
            return;
        }
        last = Last.NOTHING;
        silence(samples, queue);
    }

    static void silence(int samples, PcmQueue queue) {
        if (samples > 0) {
            Arrays.fill(queue.array(samples), queue.size(), queue.size() + samples, (short) 0);
            queue.grow(samples);
        }
    }

    /** @param rate of the samples concealed since the last change of rate */
    long concealedMillis(SampleRate rate) {
        return concealedMillis + concealedSamples * 1_000 / rate.hertz();
    }

    /** From now on samples are of another rate than {@code before}. */
    void changeRate(SampleRate before) {
        concealedMillis = concealedMillis(before);
        concealedSamples = 0;
    }

    /** By what was heard before, which fits less and less and so fades out. */
    private int guess(int samples, PcmQueue queue) {
        int from = queue.size();
        int made = decoder.conceal(samples, queue);
        int step = concealedInRow - FADE_AFTER;
        if (step >= 0) {
            Gate.ramp(queue.array(0), from, made, 1 - (float) step / FADE_STEPS, 1 - (step + 1f) / FADE_STEPS);
        }
        return made;
    }
}
