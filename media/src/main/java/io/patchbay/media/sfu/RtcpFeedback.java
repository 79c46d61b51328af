package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;

/**
 * One kind of RTCP feedback for a codec (RFC 4585 §4.2).
 *
 * @param type such as {@code nack}, {@code ccm}, {@code goog-remb}, {@code transport-cc}
 * @param parameter such as {@code pli} or {@code fir}; empty where there is none
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record RtcpFeedback(String type, String parameter) {
    public static final RtcpFeedback NACK = new RtcpFeedback("nack", "");
    public static final RtcpFeedback PLI = new RtcpFeedback("nack", "pli");
    public static final RtcpFeedback FIR = new RtcpFeedback("ccm", "fir");
    public static final RtcpFeedback REMB = new RtcpFeedback("goog-remb", "");
    public static final RtcpFeedback TRANSPORT_CC = new RtcpFeedback("transport-cc", "");

    public RtcpFeedback {
        if (type == null) {
            throw new RtpParametersException("rtcpFeedback.type is missing");
        }
        parameter = parameter == null ? "" : parameter;
    }
}
