package io.patchbay.media.codec;

import java.lang.management.ManagementFactory;
import java.util.function.IntUnaryOperator;

/**
 * Prints what each call of the codecs allocates and how much CPU time it takes. Not a test: run by hand.
 *
 * <pre>{@code
 * java -cp media/target/classes:media/target/test-classes:<jna.jar> io.patchbay.media.codec.CodecAllocationMeasure
 * }</pre>
 */
final class CodecAllocationMeasure {
    private static final int WARM_UP = 20_000;
    private static final int CALLS = 20_000;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private CodecAllocationMeasure() {}

    public static void main(String[] arguments) {
        AudioCodecs codecs = new AudioCodecs();
        System.out.println(codecs.requireOpus() + ", 20 ms packets, one thread");
        System.out.printf("%-34s %12s %12s%n", "call", "bytes/call", "CPU us/call");
        measure(codecs, AudioCodec.PCMU, 8_000);
        measure(codecs, AudioCodec.G722, 16_000);
        measure(codecs, AudioCodec.OPUS, 8_000);
        measure(codecs, AudioCodec.OPUS, 16_000);
        measure(codecs, AudioCodec.OPUS, 48_000);
        for (int complexity = 0; complexity <= 10; complexity += 5) {
            measureComplexity(codecs, 8_000, complexity);
            measureComplexity(codecs, 16_000, complexity);
            measureComplexity(codecs, 48_000, complexity);
        }
    }

    private static void measureComplexity(AudioCodecs codecs, int sampleRate, int complexity) {
        short[][] frames = frames(sampleRate);
        byte[] payload = new byte[AudioEncoder.MAX_PAYLOAD];
        OpusSettings settings = OpusSettings.speech(sampleRate).withComplexity(complexity);
        try (OpusEncoder encoder = codecs.openOpusEncoder(sampleRate, settings)) {
            report(
                    "OPUS %d encode, complexity %d".formatted(sampleRate, complexity),
                    i -> encoder.encode(frames[i % 50], sampleRate / 50, payload, 0));
        }
    }

    /** A second of speech in packets. */
    private static short[][] frames(int sampleRate) {
        int frame = sampleRate / 50;
        short[] speech = Signals.speechLike(sampleRate, sampleRate);
        short[][] frames = new short[50][frame];
        for (int i = 0; i < 50; i++) {
            System.arraycopy(speech, i * frame, frames[i], 0, frame);
        }
        return frames;
    }

    private static void measure(AudioCodecs codecs, AudioCodec codec, int sampleRate) {
        int frame = sampleRate / 50;
        short[][] frames = frames(sampleRate);
        byte[][] payloads = new byte[50][AudioEncoder.MAX_PAYLOAD];
        int[] lengths = new int[50];
        short[] pcm = new short[sampleRate / 1000 * AudioDecoder.MAX_PACKET_MILLIS];
        try (AudioEncoder encoder = codecs.openEncoder(codec, sampleRate);
                AudioDecoder decoder = codecs.openDecoder(codec, sampleRate)) {
            String name = codec + " " + sampleRate;
            report(name + " encode", i -> lengths[i % 50] = encoder.encode(frames[i % 50], frame, payloads[i % 50], 0));
            report(name + " decode", i -> decoder.decode(payloads[i % 50], 0, lengths[i % 50], pcm));
            report(name + " conceal", i -> decoder.conceal(pcm, frame));
        }
    }

    private static void report(String name, IntUnaryOperator call) {
        int sum = 0;
        for (int i = 0; i < WARM_UP; i++) {
            sum += call.applyAsInt(i);
        }
        long thread = Thread.currentThread().getId();
        long bytes = THREADS.getThreadAllocatedBytes(thread);
        long nanos = THREADS.getCurrentThreadCpuTime();
        for (int i = 0; i < CALLS; i++) {
            sum += call.applyAsInt(i);
        }
        nanos = THREADS.getCurrentThreadCpuTime() - nanos;
        bytes = THREADS.getThreadAllocatedBytes(thread) - bytes;
        System.out.printf(
                "%-34s %12.2f %12.2f%s%n", name, (double) bytes / CALLS, nanos / 1000.0 / CALLS, sum == 42 ? " " : "");
    }
}
