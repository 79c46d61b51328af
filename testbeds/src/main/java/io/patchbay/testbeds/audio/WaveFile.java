package io.patchbay.testbeds.audio;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** Wave files of 16-bit samples. */
public final class WaveFile {
    private static final int HEADER = 44;

    private WaveFile() {}

    /** Writes a mono file of a tone. */
    public static void write(Path file, Tone tone, Duration duration, int sampleRate) {
        int samples = (int) (duration.toMillis() * sampleRate / 1000);
        short[] pcm = new short[samples];
        tone.fill(pcm, samples, 0, sampleRate);
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + 2 * samples).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(ascii("RIFF")).putInt(HEADER - 8 + 2 * samples).put(ascii("WAVEfmt "));
        bytes.putInt(16).putShort((short) 1).putShort((short) 1);
        bytes.putInt(sampleRate).putInt(2 * sampleRate).putShort((short) 2).putShort((short) 16);
        bytes.put(ascii("data")).putInt(2 * samples);
        bytes.asShortBuffer().put(pcm);
        try {
            Files.write(file, bytes.array());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What a file that may still be growing ends with: the first channel of its last {@code window}. The lengths in its
     * header are not believed, since they are written at its end.
     */
    public static Spectrum lastOf(Path file, Duration window) {
        ByteBuffer bytes = read(file);
        return bytes.limit() < HEADER
                ? new Spectrum(new short[0], 8_000)
                : last(bytes, bytes.getShort(22), bytes.getInt(24), window);
    }

    /** The same of a mono file whose whole header is written at its end. */
    public static Spectrum lastOf(Path file, int sampleRate, Duration window) {
        return last(read(file), 1, sampleRate, window);
    }

    private static ByteBuffer read(Path file) {
        try {
            return ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Spectrum last(ByteBuffer bytes, int channels, int sampleRate, Duration window) {
        int frames = Math.max(0, bytes.limit() - HEADER) / (2 * channels);
        int wanted = (int) Math.min(frames, window.toMillis() * sampleRate / 1000);
        short[] pcm = new short[wanted];
        for (int i = 0; i < wanted; i++) {
            pcm[i] = bytes.getShort(HEADER + (frames - wanted + i) * 2 * channels);
        }
        return new Spectrum(pcm, sampleRate);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
