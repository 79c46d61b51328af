package io.patchbay.media.codec;

/**
 * The codecs of phone legs.
 *
 * <p>G.722 samples at 16 kHz but its RTP clock runs at 8 kHz (RFC 3551 §4.5.2).
 */
public enum AudioCodec {
    PCMU("PCMU", 0, 8_000, 8_000, 1),
    PCMA("PCMA", 8, 8_000, 8_000, 1),
    G722("G722", 9, 8_000, 16_000, 1),
    OPUS("opus", -1, 48_000, 48_000, 2);

    private final String encodingName;
    private final int staticPayloadType;
    private final int clockRate;
    private final int sampleRate;
    private final int rtpmapChannels;

    AudioCodec(String encodingName, int staticPayloadType, int clockRate, int sampleRate, int rtpmapChannels) {
        this.encodingName = encodingName;
        this.staticPayloadType = staticPayloadType;
        this.clockRate = clockRate;
        this.sampleRate = sampleRate;
        this.rtpmapChannels = rtpmapChannels;
    }

    /** The name in {@code a=rtpmap}. */
    public String encodingName() {
        return encodingName;
    }

    /** The payload type of RFC 3551 §6, or -1 where it has none. */
    public int staticPayloadType() {
        return staticPayloadType;
    }

    /** Units of the RTP timestamp a second. */
    public int clockRate() {
        return clockRate;
    }

    /** Samples a second that we decode to and encode from, mono. Opus can be decoded to lower rates too. */
    public int sampleRate() {
        return sampleRate;
    }

    /** The channel count in {@code a=rtpmap}; Opus always says 2 (RFC 7587 §7). */
    public int rtpmapChannels() {
        return rtpmapChannels;
    }
}
