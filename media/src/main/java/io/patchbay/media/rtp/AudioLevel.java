package io.patchbay.media.rtp;

/**
 * The client-to-mixer audio level of RFC 6464: one byte, of which the upper bit says "voice" and the others the level in -dBov,
 * 0 (loudest) to 127 (silence). {@code value} below is such a byte as 0 to 255.
 */
public final class AudioLevel {
    public static final int SILENCE = 127;

    private static final int NONE = -1;
    private static final int VOICE = 0x80;

    private AudioLevel() {}

    /**
     * Reads it from a packet.
     *
     * @param id of the extension {@link HeaderExtensions#AUDIO_LEVEL} in this stream
     * @return the value, or -1 where the packet has none
     */
    public static int read(RtpPacket packet, int id) {
        int at = packet.findExtension(id);
        return at < 0 || packet.extensionLength(at) < 1 ? NONE : packet.buffer()[at] & 0xFF;
    }

    /** The value for a level of 0 to 127 -dBov. */
    public static int of(boolean voice, int minusDbov) {
        if (minusDbov < 0 || minusDbov > SILENCE) {
            throw new IllegalArgumentException("an audio level is 0 to 127 -dBov, not " + minusDbov);
        }
        return (voice ? VOICE : 0) | minusDbov;
    }

    /** Whether the sender took it for speech. */
    public static boolean voice(int value) {
        return (value & VOICE) != 0;
    }

    /** 0 (loudest) to 127 (silence), in -dBov. */
    public static int minusDbov(int value) {
        return value & 0x7F;
    }

    /**
     * Measures {@code samples} samples from {@code offset}: their root mean square against a full-scale square wave (RFC 6464
     * §3 with RFC 6465's overload point), 0 to 127 -dBov.
     */
    public static int measure(short[] pcm, int offset, int samples) {
        long sum = 0;
        for (int i = offset; i < offset + samples; i++) {
            sum += pcm[i] * pcm[i];
        }
        if (sum == 0) {
            return SILENCE;
        }
        double meanSquare = (double) sum / samples / ((double) Short.MAX_VALUE * Short.MAX_VALUE);
        long level = Math.round(-10 * Math.log10(meanSquare));
        return (int) Math.max(0, Math.min(SILENCE, level));
    }
}
