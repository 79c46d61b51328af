package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * A header extension that a router or an endpoint knows (RFC 8285).
 *
 * @param preferredId 1 to 255; in the one-byte form ids end at 14
 * @param preferredEncrypt whether it should be encrypted (RFC 6904); false where absent
 * @param direction {@code sendrecv} where absent
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RtpHeaderExtension(
        MediaKind kind, String uri, Integer preferredId, boolean preferredEncrypt, HeaderExtensionDirection direction) {
    public RtpHeaderExtension {
        if (kind == null) {
            throw new RtpParametersException("headerExtension.kind is missing; it must be 'audio' or 'video'");
        }
        if (uri == null || uri.isEmpty()) {
            throw new RtpParametersException("headerExtension.uri is missing");
        }
        if (preferredId == null || preferredId < 1 || preferredId > 255) {
            throw new RtpParametersException(
                    "headerExtension %s: preferredId is %s; it must be 1 to 255".formatted(uri, preferredId));
        }
        direction = direction == null ? HeaderExtensionDirection.SENDRECV : direction;
    }
}
