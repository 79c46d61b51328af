package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * How RTCP goes for a stream.
 *
 * @param cname of the sender (RFC 3550 §6.5.1), or null where not yet known
 * @param reducedSize whether RTCP is of reduced size (RFC 5506); true where absent
 * @param mux whether RTP and RTCP share a port; null where not said
 */
@JsonIgnoreProperties(ignoreUnknown = true)
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RtcpParameters(String cname, Boolean reducedSize, Boolean mux) {
    public RtcpParameters {
        if (cname != null && cname.length() > 255) {
            throw new RtpParametersException("rtcp.cname is longer than 255 characters");
        }
        reducedSize = reducedSize == null || reducedSize;
    }

    public RtcpParameters(String cname) {
        this(cname, true, null);
    }
}
