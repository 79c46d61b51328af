package io.patchbay.media.codec;

import java.util.Arrays;

/**
 * Makes up for lost speech of waveform codecs in the manner of ITU-T G.711 Appendix I: the last pitch periods are repeated,
 * overlapped where they join, and fade to silence within 60 ms. Unlike there, nothing is delayed: the beginning is joined by
 * levelling the step instead of overlapping. Allocates nothing after construction; belongs to one thread.
 */
final class LossConcealment {
    // Appendix I §I.2, in samples of 8 kHz
    private static final int HISTORY = 390;
    private static final int MIN_PITCH = 40;
    private static final int MAX_PITCH = 120;
    private static final int CORRELATION = 160;

    private static final int MAX_PERIODS = 3;
    private static final int SILENT_AFTER_MILLIS = 60;
    private static final int FADE_AFTER_MILLIS = 10;
    private static final int MORE_OVERLAP_MILLIS = 4; // for each 10 ms lost
    private static final int MAX_OVERLAP_MILLIS = 10;

    private final int perMilli;
    private final int minPitch;
    private final int maxPitch;
    private final int correlation;

    private final float[] history; // the last output, latest at the end
    private final float[] past; // history as it was when the loss began
    private final float[] cycle; // what is repeated
    private final float[] oldCycle; // while going over from a shorter cycle

    private boolean heard;
    private boolean concealing;
    private int made; // samples since the loss began
    private int pitch;
    private int periods;
    private int cyclePosition;
    private int oldPosition;
    private int oldLength;
    private int goingOver; // samples of overlap between the cycles still to come
    private float step; // between the last sample heard and what the cycle would have had before its first

    /** @param sampleRate 8000 or 16000 */
    LossConcealment(int sampleRate) {
        perMilli = sampleRate / 1000;
        int scale = sampleRate / 8_000;
        minPitch = MIN_PITCH * scale;
        maxPitch = MAX_PITCH * scale;
        correlation = CORRELATION * scale;
        history = new float[HISTORY * scale];
        past = new float[history.length];
        cycle = new float[MAX_PERIODS * maxPitch];
        oldCycle = new float[cycle.length];
    }

    /** Notes {@code samples} decoded samples; the first of them after a loss are blended with what was made up. */
    void received(short[] pcm, int samples) {
        if (concealing) {
            int more = made / (10 * perMilli) * MORE_OVERLAP_MILLIS * perMilli;
            int overlap = Math.min(samples, Math.min(pitch / 4 + more, MAX_OVERLAP_MILLIS * perMilli));
            for (int i = 0; i < overlap; i++) {
                float weight = (i + 1f) / (overlap + 1f);
                pcm[i] = round(weight * pcm[i] + (1 - weight) * next());
            }
            concealing = false;
        }
        heard = true;
        remember(pcm, samples);
    }

    /** Makes up the next {@code samples} samples. */
    void conceal(short[] pcm, int samples) {
        if (!heard) {
            Arrays.fill(pcm, 0, samples, (short) 0);
            return;
        }
        if (!concealing) {
            begin();
        }
        for (int i = 0; i < samples; i++) {
            pcm[i] = round(next());
        }
        remember(pcm, samples);
    }

    void reset() {
        Arrays.fill(history, 0);
        heard = false;
        concealing = false;
    }

    private void begin() {
        concealing = true;
        made = 0;
        goingOver = 0;
        System.arraycopy(history, 0, past, 0, history.length);
        pitch = findPitch();
        periods = 1;
        fillCycle();
        cyclePosition = 0;
        step = past[past.length - 1] - past[past.length - 1 - pitch];
    }

    /** The next sample made up. */
    private float next() {
        int millis = made / perMilli;
        if (millis >= SILENT_AFTER_MILLIS) {
            made++;
            return 0;
        }
        if (made > 0 && made % (10 * perMilli) == 0 && periods < MAX_PERIODS) {
            lengthenCycle(); // §I.2.4: more periods sound less like a buzzer
        }
        float value = cycle[cyclePosition];
        cyclePosition = (cyclePosition + 1) % (periods * pitch);
        int quarter = pitch / 4;
        if (goingOver > 0) {
            float weight = goingOver / (quarter + 1f);
            value = (1 - weight) * value + weight * oldCycle[oldPosition];
            oldPosition = (oldPosition + 1) % oldLength;
            goingOver--;
        }
        if (made < quarter) {
            value += step * (quarter - made) / (quarter + 1f);
        }
        float fadeFrom = FADE_AFTER_MILLIS * perMilli;
        float fadeLength = (SILENT_AFTER_MILLIS - FADE_AFTER_MILLIS) * perMilli;
        float gain = made < fadeFrom ? 1 : 1 - (made - fadeFrom) / fadeLength;
        made++;
        return gain * value;
    }

    private void lengthenCycle() {
        oldLength = periods * pitch;
        System.arraycopy(cycle, 0, oldCycle, 0, oldLength);
        oldPosition = cyclePosition;
        goingOver = pitch / 4;
        periods++;
        cyclePosition %= pitch;
        fillCycle();
    }

    /** Takes the last periods; the end of them leans over to what came before their beginning, so that they join. */
    private void fillCycle() {
        int length = periods * pitch;
        int from = past.length - length;
        System.arraycopy(past, from, cycle, 0, length);
        int quarter = pitch / 4;
        for (int i = 0; i < quarter; i++) {
            float weight = (i + 1f) / (quarter + 1f);
            int at = length - quarter + i;
            cycle[at] = (1 - weight) * cycle[at] + weight * past[from - quarter + i];
        }
    }

    /** The lag at which the last 20 ms are most like what came before: first coarsely, then to the sample. */
    private int findPitch() {
        int coarse = 2 * perMilli / 8;
        int best = maxPitch;
        float bestScore = Float.NEGATIVE_INFINITY;
        for (int lag = minPitch; lag <= maxPitch; lag += coarse) {
            float score = likeness(lag, coarse);
            if (score > bestScore) {
                bestScore = score;
                best = lag;
            }
        }
        int from = Math.max(minPitch, best - coarse + 1);
        int to = Math.min(maxPitch, best + coarse - 1);
        bestScore = Float.NEGATIVE_INFINITY;
        for (int lag = from; lag <= to; lag++) {
            float score = likeness(lag, 1);
            if (score > bestScore) {
                bestScore = score;
                best = lag;
            }
        }
        return best;
    }

    /** Normalized cross-correlation of every {@code stride}th sample. */
    private float likeness(int lag, int stride) {
        float product = 0;
        float energy = 1; // never zero
        for (int i = past.length - correlation; i < past.length; i += stride) {
            float lagged = past[i - lag];
            product += past[i] * lagged;
            energy += lagged * lagged;
        }
        return product / (float) Math.sqrt(energy);
    }

    private void remember(short[] pcm, int samples) {
        int kept = Math.max(0, history.length - samples);
        System.arraycopy(history, history.length - kept, history, 0, kept);
        int from = samples - (history.length - kept);
        for (int i = kept; i < history.length; i++) {
            history[i] = pcm[from + i - kept];
        }
    }

    private static short round(float value) {
        return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(value)));
    }
}
