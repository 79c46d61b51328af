package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * One encoding of a stream. All but {@code dtx} may be null.
 *
 * @param ssrc 0 to 2^32-1
 * @param dtx whether silence is not sent
 * @param maxBitrate bits a second
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RtpEncodingParameters(
        Long ssrc,
        String rid,
        Integer codecPayloadType,
        RtxParameters rtx,
        boolean dtx,
        String scalabilityMode,
        Long maxBitrate) {

    public RtpEncodingParameters {
        if (ssrc != null) {
            CodecFields.ssrc(ssrc, "encoding.ssrc");
        }
        if (rid != null && rid.isEmpty()) {
            throw new RtpParametersException("encoding.rid is empty; leave it out or name the layer");
        }
        if (codecPayloadType != null) {
            CodecFields.payloadType(codecPayloadType, "encoding.codecPayloadType");
        }
    }

    /** The plain case: one stream known by its SSRC. */
    public static RtpEncodingParameters of(long ssrc) {
        return new RtpEncodingParameters(ssrc, null, null, null, false, null, null);
    }

    static RtpEncodingParameters empty() {
        return new RtpEncodingParameters(null, null, null, null, false, null, null);
    }
}
