package io.patchbay.testbeds.audio;

import java.util.Arrays;
import java.util.Collection;

/**
 * How loud each frequency is in a stretch of audio: Goertzel's filter over Hann-windowed blocks of 100 ms that overlap by
 * half, their powers averaged. A line is about 40 Hz wide, so signals must lie at least 60 Hz apart.
 */
public final class Spectrum {
    /** What a signal must reach to count as heard, in dB. */
    private static final double HEARD_LEVEL = -50;

    /** By how much it must stand out of what lies beside it, in dB. */
    private static final double HEARD_MARGIN = 12;

    private static final double BESIDE = 90;

    private final short[] pcm;
    private final int sampleRate;
    private final double[] window;

    public Spectrum(short[] pcm, int sampleRate) {
        this.pcm = pcm.clone();
        this.sampleRate = sampleRate;
        int block = sampleRate / 10;
        this.window = new double[block];
        for (int i = 0; i < block; i++) {
            window[i] = 0.5 - 0.5 * Math.cos(2 * Math.PI * i / block);
        }
    }

    /** The level at a frequency, in dB relative to a full-scale sine; -140 where there is nothing. */
    public double level(double frequency) {
        int step = window.length / 2;
        double power = 0;
        int blocks = 0;
        for (int start = 0; start + window.length <= pcm.length; start += step) {
            power += blockPower(start, frequency);
            blocks++;
        }
        return decibel(blocks == 0 ? 0 : power / blocks);
    }

    /** The whole signal's level, in dB relative to a full-scale sine. */
    public double totalLevel() {
        double sum = 0;
        for (short sample : pcm) {
            sum += (double) sample * sample;
        }
        return decibel(pcm.length == 0 ? 0 : 2 * sum / pcm.length / (32767.0 * 32767.0));
    }

    /** The level of what lies beside a frequency: the quieter of 90 Hz below and above. */
    public double levelBeside(double frequency) {
        return Math.min(level(frequency - BESIDE), level(frequency + BESIDE));
    }

    /** Whether a signal of this frequency is there: loud enough, and standing out of what lies beside it. */
    public boolean hears(double frequency) {
        double level = level(frequency);
        return level > HEARD_LEVEL && level > levelBeside(frequency) + HEARD_MARGIN;
    }

    /** By how many dB the loudest and the quietest of these frequencies differ. */
    public double spread(Collection<Double> frequencies) {
        double[] levels = frequencies.stream().mapToDouble(this::level).toArray();
        return Arrays.stream(levels).max().orElseThrow()
                - Arrays.stream(levels).min().orElseThrow();
    }

    /** Levels of these frequencies in words, for messages. */
    public String describe(Collection<Double> frequencies) {
        StringBuilder text = new StringBuilder("total %.1f dB".formatted(totalLevel()));
        for (double frequency : frequencies) {
            text.append(", %.0f Hz %.1f dB".formatted(frequency, level(frequency)));
        }
        return text.toString();
    }

    /** Power of one line in one block, as a share of a full-scale sine's. */
    private double blockPower(int start, double frequency) {
        double coefficient = 2 * Math.cos(2 * Math.PI * frequency / sampleRate);
        double s1 = 0;
        double s2 = 0;
        for (int i = 0; i < window.length; i++) {
            double s0 = pcm[start + i] * window[i] + coefficient * s1 - s2;
            s2 = s1;
            s1 = s0;
        }
        double power = s1 * s1 + s2 * s2 - coefficient * s1 * s2;
        double amplitude = 2 * Math.sqrt(Math.max(0, power)) / (window.length * 0.5); // 0.5: the Hann window's mean
        double share = amplitude / 32767;
        return share * share;
    }

    private static double decibel(double power) {
        return power <= 1e-14 ? -140 : 10 * Math.log10(power);
    }
}
