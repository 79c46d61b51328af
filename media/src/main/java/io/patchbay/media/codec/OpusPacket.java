package io.patchbay.media.codec;

/** What the first bytes of an Opus packet tell (RFC 6716 §3.1, §3.2). */
final class OpusPacket {
    private static final int MAX_MILLIS = 120;

    private OpusPacket() {}

    static boolean isSampleRate(int sampleRate) {
        return switch (sampleRate) {
            case 8_000, 12_000, 16_000, 24_000, 48_000 -> true;
            default -> false;
        };
    }

    /** Samples in the packet at {@code sampleRate}, or -1 where it is none. */
    static int samples(byte[] payload, int offset, int length, int sampleRate) {
        if (length < 1) {
            return -1;
        }
        int toc = payload[offset] & 0xFF;
        int frames =
                switch (toc & 3) {
                    case 0 -> 1;
                    case 1, 2 -> 2;
                    default -> length < 2 ? 0 : payload[offset + 1] & 0x3F;
                };
        int samples = frames * frameSamples(toc >> 3, sampleRate);
        return samples > 0 && samples <= sampleRate / 1000 * MAX_MILLIS ? samples : -1;
    }

    /** RFC 6716 §3.1, table 2. */
    private static int frameSamples(int configuration, int sampleRate) {
        if (configuration >= 16) { // CELT: 2.5, 5, 10, 20 ms
            return (sampleRate << (configuration & 3)) / 400;
        }
        if (configuration >= 12) { // hybrid: 10, 20 ms
            return (configuration & 1) == 0 ? sampleRate / 100 : sampleRate / 50;
        }
        int size = configuration & 3; // SILK: 10, 20, 40, 60 ms
        return size == 3 ? sampleRate * 60 / 1000 : (sampleRate << size) / 100;
    }
}
