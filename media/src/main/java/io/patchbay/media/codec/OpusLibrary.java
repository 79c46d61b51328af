package io.patchbay.media.codec;

import com.sun.jna.Native;

/**
 * libopus by direct mapping. Pointers are passed as longs and nothing is converted, so a call allocates nothing. The variadic
 * ctl functions have one fixed signature for each way they are used.
 */
final class OpusLibrary {
    static final int APPLICATION_VOIP = 2048;

    // opus_defines.h
    static final int SET_BITRATE = 4002;
    static final int SET_COMPLEXITY = 4010;
    static final int SET_INBAND_FEC = 4012;
    static final int SET_PACKET_LOSS_PERC = 4014;
    static final int SET_DTX = 4016;
    static final int SET_SIGNAL = 4024;
    static final int RESET_STATE = 4028;
    static final int SIGNAL_VOICE = 3001;

    static final long NULL = 0;

    private static final String FILE = "libopus.so.0";

    private OpusLibrary() {}

    /** Loads the library, once; its version. */
    static String load() {
        try {
            return Loaded.VERSION;
        } catch (LinkageError e) {
            throw unavailable(e);
        }
    }

    static CodecUnavailableException unavailable(LinkageError cause) {
        return new CodecUnavailableException(
                "Opus needs %s, which could not be loaded: install the Debian package libopus0 (%s)"
                        .formatted(FILE, cause.getMessage()),
                cause);
    }

    /** Registered when first touched; a failure stays one (NoClassDefFoundError from then on). */
    private static final class Loaded {
        static final String VERSION;

        static {
            Native.register(OpusLibrary.class, FILE);
            VERSION = opus_get_version_string();
        }
    }

    static native String opus_get_version_string();

    /** The error pointer may be null: a null result says enough. */
    static native long opus_encoder_create(int sampleRate, int channels, int application, long error);

    static native void opus_encoder_destroy(long encoder);

    static native int opus_encode(long encoder, long pcm, int frameSize, long data, int maxDataBytes);

    static native int opus_encoder_ctl(long encoder, int request);

    static native int opus_encoder_ctl(long encoder, int request, int value);

    static native long opus_decoder_create(int sampleRate, int channels, long error);

    static native void opus_decoder_destroy(long decoder);

    static native int opus_decode(long decoder, long data, int length, long pcm, int frameSize, int decodeFec);

    static native int opus_decoder_ctl(long decoder, int request);
}
