package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.Map;

/**
 * A codec as one stream uses it.
 *
 * @param payloadType 0 to 127
 * @param clockRate units of the RTP timestamp a second
 * @param channels for audio, 1 where absent; null for video
 * @param parameters of {@code a=fmtp}; values are strings or numbers
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RtpCodecParameters(
        String mimeType,
        Integer payloadType,
        Integer clockRate,
        Integer channels,
        Map<String, Object> parameters,
        List<RtcpFeedback> rtcpFeedback)
        implements Codec {

    public RtpCodecParameters {
        MediaKind kind = CodecFields.kindOf(mimeType);
        CodecFields.payloadType(payloadType, "codec %s: payloadType".formatted(mimeType));
        clockRate = CodecFields.clockRate(clockRate, mimeType);
        channels = CodecFields.channels(channels, kind);
        parameters = CodecFields.parameters(parameters, mimeType);
        rtcpFeedback = CodecFields.listOrEmpty(rtcpFeedback);
    }

    RtpCodecParameters withParameters(Map<String, Object> others) {
        return new RtpCodecParameters(mimeType, payloadType, clockRate, channels, others, rtcpFeedback);
    }

    RtpCodecParameters withRtcpFeedback(List<RtcpFeedback> others) {
        return new RtpCodecParameters(mimeType, payloadType, clockRate, channels, parameters, others);
    }
}
