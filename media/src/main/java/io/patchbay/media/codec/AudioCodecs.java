package io.patchbay.media.codec;

import java.util.concurrent.atomic.AtomicInteger;

/** Opens encoders and decoders, and counts the native ones that are open. Safe on any thread; what it opens is not. */
public final class AudioCodecs {
    private final AtomicInteger openNative = new AtomicInteger();

    /**
     * Loads libopus, so that a missing one is noticed at start and not in a call.
     *
     * @return its name and version, such as "libopus 1.3.1"
     * @throws CodecUnavailableException where it is not installed
     */
    public String requireOpus() {
        return OpusLibrary.load();
    }

    /**
     * @param sampleRate 8000 for G.711, 16000 for G.722; 8000, 12000, 16000, 24000 or 48000 for Opus, whatever was sent
     * @throws IllegalArgumentException for another sample rate
     * @throws CodecUnavailableException where libopus is missing
     */
    public AudioDecoder openDecoder(AudioCodec codec, int sampleRate) {
        requireRate(codec, sampleRate);
        return switch (codec) {
            case PCMU -> new G711Decoder(G711.MU_LAW);
            case PCMA -> new G711Decoder(G711.A_LAW);
            case G722 -> new G722Decoder();
            case OPUS -> new OpusDecoder(sampleRate, openNative);
        };
    }

    /**
     * Opens an encoder; Opus with {@link OpusSettings#speech}.
     *
     * @param sampleRate as {@link #openDecoder}
     */
    public AudioEncoder openEncoder(AudioCodec codec, int sampleRate) {
        requireRate(codec, sampleRate);
        return switch (codec) {
            case PCMU -> new G711Encoder(G711.MU_LAW);
            case PCMA -> new G711Encoder(G711.A_LAW);
            case G722 -> new G722Encoder();
            case OPUS -> openOpusEncoder(sampleRate, OpusSettings.speech(sampleRate));
        };
    }

    /**
     * @param sampleRate of what goes in: 8000, 12000, 16000, 24000 or 48000
     * @throws CodecUnavailableException where libopus is missing
     */
    public OpusEncoder openOpusEncoder(int sampleRate, OpusSettings settings) {
        requireRate(AudioCodec.OPUS, sampleRate);
        return new OpusEncoder(sampleRate, settings, openNative);
    }

    /** How many native encoders and decoders are open: 0 when no call is up. */
    public int openNative() {
        return openNative.get();
    }

    private static void requireRate(AudioCodec codec, int sampleRate) {
        boolean possible =
                codec == AudioCodec.OPUS ? OpusPacket.isSampleRate(sampleRate) : sampleRate == codec.sampleRate();
        if (!possible) {
            throw new IllegalArgumentException("%s is not coded at %d Hz".formatted(codec.encodingName(), sampleRate));
        }
    }
}
