package io.patchbay.testbeds.phone;

/** What a phone can speak. {@code G729} is for offers that nobody should accept: the phone cannot encode it. */
public enum PhoneCodec {
    PCMU("PCMU/8000", 0, 8_000, 8_000),
    PCMA("PCMA/8000", 8, 8_000, 8_000),
    G722("G722/8000", 9, 8_000, 16_000),
    OPUS("opus/48000/2", 111, 48_000, 48_000),
    G729("G729/8000", 18, 8_000, 8_000);

    private final String rtpmap;
    private final int payloadType;
    private final int clockRate;
    private final int sampleRate;

    PhoneCodec(String rtpmap, int payloadType, int clockRate, int sampleRate) {
        this.rtpmap = rtpmap;
        this.payloadType = payloadType;
        this.clockRate = clockRate;
        this.sampleRate = sampleRate;
    }

    String rtpmap() {
        return rtpmap;
    }

    /** The one that this phone offers it by. */
    int payloadType() {
        return payloadType;
    }

    /** RTP timestamp units a second; G.722's is 8,000 (RFC 3551 §4.5.2). */
    public int clockRate() {
        return clockRate;
    }

    /** Samples a second. */
    public int sampleRate() {
        return sampleRate;
    }

    static PhoneCodec ofRtpmap(String rtpmap) {
        for (PhoneCodec codec : values()) {
            if (codec.rtpmap.equalsIgnoreCase(rtpmap)) {
                return codec;
            }
        }
        return null;
    }
}
