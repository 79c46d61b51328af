package io.patchbay.media.audio;

/**
 * RTP parameters of a phone's Opus stream into its room: one encoding, no MID.
 *
 * @param payloadType 0 to 127
 * @param ssrc 0 to 2^32-1
 * @param audioLevelExtensionId of the header extension {@link io.patchbay.media.rtp.HeaderExtensions#AUDIO_LEVEL}, 1 to 14
 */
public record RoomStream(int payloadType, long ssrc, int audioLevelExtensionId) {
    /** What phones' producers use: the ids are the producer's own, the router maps them. */
    public static final int PAYLOAD_TYPE = 100;

    public static final int AUDIO_LEVEL_EXTENSION_ID = 1;

    public static final String MIME_TYPE = "audio/opus";

    /** Of the RTP timestamp, whatever the leg's sample rate (RFC 7587 §4.1). */
    public static final int CLOCK_RATE = 48_000;

    /** As rtpmap says for Opus (RFC 7587 §7); what we send is mono. */
    public static final int CHANNELS = 2;

    /** Value of the format parameter {@code useinbandfec}. */
    public static final int USE_INBAND_FEC = 1;

    public RoomStream {
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("a payload type is 0 to 127, not " + payloadType);
        }
        if (ssrc < 0 || ssrc > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("an SSRC is 0 to 2^32-1, not " + ssrc);
        }
        if (audioLevelExtensionId < 1 || audioLevelExtensionId > 14) {
            throw new IllegalArgumentException(
                    "a one-byte header extension has an id of 1 to 14, not " + audioLevelExtensionId);
        }
    }

    /** The usual payload type and extension id. */
    public static RoomStream withSsrc(long ssrc) {
        return new RoomStream(PAYLOAD_TYPE, ssrc, AUDIO_LEVEL_EXTENSION_ID);
    }
}
