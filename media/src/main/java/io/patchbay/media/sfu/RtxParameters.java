package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * The retransmission stream of an encoding (RFC 4588).
 *
 * @param ssrc 0 to 2^32-1
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RtxParameters(long ssrc) {
    public RtxParameters {
        CodecFields.ssrc(ssrc, "encoding.rtx.ssrc");
    }
}
