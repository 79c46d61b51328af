package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;

/** What a router, or an endpoint, can send and receive. */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RtpCapabilities(List<RtpCodecCapability> codecs, List<RtpHeaderExtension> headerExtensions) {
    public RtpCapabilities {
        codecs = CodecFields.listOrEmpty(codecs);
        headerExtensions = CodecFields.listOrEmpty(headerExtensions);
    }
}
