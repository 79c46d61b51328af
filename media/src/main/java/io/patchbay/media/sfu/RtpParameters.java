package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;

/**
 * How one stream looks on the wire of one transport.
 *
 * @param mid the value of its MID header extension, or null where it has none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RtpParameters(
        String mid,
        List<RtpCodecParameters> codecs,
        List<RtpHeaderExtensionParameters> headerExtensions,
        List<RtpEncodingParameters> encodings,
        RtcpParameters rtcp) {

    public RtpParameters {
        if (mid != null && mid.isEmpty()) {
            throw new RtpParametersException("mid is empty; leave it out or give it a value");
        }
        if (codecs == null) {
            throw new RtpParametersException("codecs is missing");
        }
        codecs = List.copyOf(codecs);
        headerExtensions = CodecFields.listOrEmpty(headerExtensions);
        encodings = CodecFields.listOrEmpty(encodings);
        rtcp = rtcp == null ? new RtcpParameters(null) : rtcp;
    }
}
