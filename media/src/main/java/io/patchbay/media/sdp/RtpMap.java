package io.patchbay.media.sdp;

import java.util.Optional;

/**
 * The value of an {@code a=rtpmap} (RFC 8866 §6.6).
 *
 * @param channels 1 where the line says none
 */
public record RtpMap(int payloadType, String encodingName, int clockRate, int channels) {
    private static final int MAX_CHANNELS = 255;

    public RtpMap {
        SdpText.payloadType(payloadType);
        SdpText.token("encoding name", encodingName);
        if (encodingName.indexOf('/') >= 0 || clockRate <= 0 || channels < 1 || channels > MAX_CHANNELS) {
            throw new IllegalArgumentException(
                    "SDP rtpmap %d %s/%d/%d".formatted(payloadType, encodingName, clockRate, channels));
        }
    }

    /** Reads {@code 111 opus/48000/2}; empty where it makes no sense. */
    static Optional<RtpMap> parse(String value) {
        String[] fields = value.split("\\s+", 2);
        if (fields.length < 2) {
            return Optional.empty();
        }
        String[] encoding = fields[1].strip().split("/");
        try {
            return Optional.of(new RtpMap(
                    Integer.parseInt(fields[0]),
                    encoding[0].strip(),
                    encoding.length > 1 ? Integer.parseInt(encoding[1].strip()) : 0,
                    encoding.length > 2 ? Integer.parseInt(encoding[2].strip()) : 1));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return Optional.empty(); // tolerated: the format is then unknown
        }
    }

    Attribute toAttribute() {
        String encoding = encodingName + "/" + clockRate + (channels > 1 ? "/" + channels : "");
        return new Attribute("rtpmap", payloadType + " " + encoding);
    }
}
