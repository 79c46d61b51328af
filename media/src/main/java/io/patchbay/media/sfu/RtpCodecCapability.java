package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * A codec that a router or an endpoint can take.
 *
 * @param kind taken from {@code mimeType} where absent
 * @param mimeType such as {@code audio/opus}; compared without regard to case
 * @param preferredPayloadType 0 to 127, or null where any will do
 * @param clockRate units of the RTP timestamp a second
 * @param channels for audio, 1 where absent; null for video
 * @param parameters of {@code a=fmtp}; values are strings or numbers
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RtpCodecCapability(
        MediaKind kind,
        String mimeType,
        Integer preferredPayloadType,
        Integer clockRate,
        Integer channels,
        Map<String, Object> parameters,
        List<RtcpFeedback> rtcpFeedback)
        implements Codec {

    public RtpCodecCapability {
        kind = CodecFields.kindOf(mimeType);
        if (preferredPayloadType != null) {
            CodecFields.payloadType(preferredPayloadType, "codec %s: preferredPayloadType".formatted(mimeType));
        }
        clockRate = CodecFields.clockRate(clockRate, mimeType);
        channels = CodecFields.channels(channels, kind);
        parameters = CodecFields.parameters(parameters, mimeType);
        rtcpFeedback = CodecFields.listOrEmpty(rtcpFeedback);
    }

    RtpCodecCapability withPreferredPayloadType(int payloadType) {
        return new RtpCodecCapability(kind, mimeType, payloadType, clockRate, channels, parameters, rtcpFeedback);
    }

    RtpCodecCapability withParameters(Map<String, Object> others) {
        return new RtpCodecCapability(kind, mimeType, preferredPayloadType, clockRate, channels, others, rtcpFeedback);
    }
}
