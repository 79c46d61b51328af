package io.patchbay.media.sdp;

import java.util.List;

/**
 * An RTP payload format of audio, as a=rtpmap names it.
 *
 * @param clockRate units of the RTP timestamp a second
 * @param channels as the rtpmap says them: 2 for Opus always (RFC 7587 §7)
 */
public record AudioFormat(String encodingName, int clockRate, int channels) {
    public static final AudioFormat PCMU = new AudioFormat("PCMU", 8_000, 1);
    public static final AudioFormat PCMA = new AudioFormat("PCMA", 8_000, 1);

    /** Its clock runs at half its sample rate (RFC 3551 §4.5.2). */
    public static final AudioFormat G722 = new AudioFormat("G722", 8_000, 1);

    public static final AudioFormat OPUS = new AudioFormat("opus", 48_000, 2);

    /** Those that calls are made of, in the order of our offers. */
    public static final List<AudioFormat> ALL = List.of(OPUS, G722, PCMU, PCMA);

    static final String TELEPHONE_EVENT = "telephone-event"; // RFC 4733

    public AudioFormat {
        SdpText.token("encoding name", encodingName);
        if (clockRate <= 0 || channels < 1) {
            throw new IllegalArgumentException("audio format %s/%d/%d".formatted(encodingName, clockRate, channels));
        }
    }

    /** Whether {@code map} means this format: its channel count, and G.722's clock rate, are often written wrongly. */
    boolean matches(RtpMap map) {
        return encodingName.equalsIgnoreCase(map.encodingName())
                && (clockRate == map.clockRate() || this.equals(G722) && map.clockRate() == 16_000)
                && (channels == map.channels() || this.equals(OPUS) && map.channels() == 1);
    }

    RtpMap toRtpMap(int payloadType) {
        return new RtpMap(payloadType, encodingName, clockRate, channels);
    }
}
