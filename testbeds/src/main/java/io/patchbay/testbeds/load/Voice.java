package io.patchbay.testbeds.load;

import io.patchbay.testbeds.phone.PhoneCodec;
import io.patchbay.testbeds.phone.PhoneCodecs;
import io.patchbay.testbeds.phone.PhoneEncoder;
import java.util.Arrays;
import java.util.Random;

/**
 * What a phone says, encoded beforehand: two seconds of speech-like sound (a pitch that wanders, its harmonics shaped as a vowel's, four
 * syllables a second, hisses between them) with a mark, a line of its own above them; then four of a quiet room's noise, as microphones have
 * it. Shared by phones; immutable.
 */
final class Voice {
    /** Marks lie so far apart, in Hz, and this many there are. */
    static final int MARKS = 22;

    static final int SPEECH_PACKETS = 100;
    static final int CYCLE_PACKETS = 300;

    private static final double LOWEST_MARK = 1_950;
    private static final double MARK_STEP = 62;
    private static final double SPEECH_AMPLITUDE = 5_000;
    private static final double MARK_AMPLITUDE = 1_600;
    private static final double NOISE_AMPLITUDE = 14; // uniform: -72 dBov
    private static final double HIGHEST_HARMONIC = 1_600; // Hz
    private static final double SYLLABLES = 4; // a second

    private final byte[][] packets;
    private final double mark;

    private Voice(byte[][] packets, double mark) {
        this.packets = packets;
        this.mark = mark;
    }

    /** @param alwaysSpeaking without the pauses */
    static Voice of(int number, PhoneCodec codec, boolean alwaysSpeaking) {
        double mark = mark(number);
        int rate = codec.sampleRate();
        int frame = rate / 50;
        short[] pcm = speech(number, mark, rate);
        if (!alwaysSpeaking) {
            pcm = Arrays.copyOf(pcm, frame * CYCLE_PACKETS);
            Random random = new Random(number);
            for (int i = frame * SPEECH_PACKETS; i < pcm.length; i++) {
                pcm[i] = (short) ((random.nextDouble() * 2 - 1) * NOISE_AMPLITUDE);
            }
        }
        byte[][] packets = new byte[pcm.length / frame][];
        try (PhoneEncoder encoder = PhoneCodecs.encoder(codec)) {
            for (int i = 0; i < packets.length; i++) {
                packets[i] = encoder.encode(Arrays.copyOfRange(pcm, i * frame, (i + 1) * frame), frame);
            }
        }
        return new Voice(packets, mark);
    }

    static double mark(int number) {
        return LOWEST_MARK + number % MARKS * MARK_STEP;
    }

    /** In Hz. */
    double mark() {
        return mark;
    }

    /** Packets until it repeats. */
    int length() {
        return packets.length;
    }

    byte[] packet(int index) {
        return packets[index];
    }

    private static short[] speech(int number, double mark, int rate) {
        short[] pcm = new short[rate / 50 * SPEECH_PACKETS];
        Random random = new Random(1_000 + number);
        double pitch = 100 + number % MARKS * 5;
        double phase = 0;
        for (int i = 0; i < pcm.length; i++) {
            double time = (double) i / rate;
            double syllable = Math.max(0, Math.sin(2 * Math.PI * SYLLABLES * time));
            double hiss = Math.max(0, -Math.sin(2 * Math.PI * SYLLABLES * time)) * 0.06;
            phase += 2 * Math.PI * pitch * (1 + 0.06 * Math.sin(2 * Math.PI * 1.5 * time)) / rate;
            double sound = 0;
            for (int k = 1; k * pitch < HIGHEST_HARMONIC; k++) {
                sound += formants(k * pitch) * Math.sin(k * phase);
            }
            double line = (0.3 + 0.7 * syllable) * MARK_AMPLITUDE * Math.sin(2 * Math.PI * mark * time);
            double noise = hiss * (random.nextDouble() * 2 - 1);
            pcm[i] = (short) (SPEECH_AMPLITUDE * (syllable * sound + noise) + line);
        }
        return pcm;
    }

    /** Gain of a vowel's first two formants. */
    private static double formants(double hertz) {
        return 0.15 + Math.exp(-square((hertz - 500) / 150)) + 0.4 * Math.exp(-square((hertz - 1_300) / 200));
    }

    private static double square(double x) {
        return x * x;
    }
}
