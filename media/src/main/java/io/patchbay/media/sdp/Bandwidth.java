package io.patchbay.media.sdp;

/**
 * A {@code b=} line (RFC 8866 §5.8).
 *
 * @param type such as AS (kbit/s) or TIAS (bit/s)
 */
public record Bandwidth(String type, long value) {
    public Bandwidth {
        SdpText.token("bandwidth type", type);
        if (type.indexOf(':') >= 0 || value < 0) {
            throw new IllegalArgumentException("SDP bandwidth %s:%d".formatted(type, value));
        }
    }
}
