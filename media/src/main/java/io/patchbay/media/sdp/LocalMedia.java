package io.patchbay.media.sdp;

/**
 * Where we take the packets of a call.
 *
 * @param host the address to advertise, literal or host name
 * @param rtcpPort as a rule {@code rtpPort + 1}; with rtcp-mux it goes unused
 */
public record LocalMedia(String host, int rtpPort, int rtcpPort) {
    public LocalMedia {
        SdpText.token("host", host);
        SdpText.port("RTP port", rtpPort);
        SdpText.port("RTCP port", rtcpPort);
        if (rtpPort == 0 || rtcpPort == 0) {
            throw new IllegalArgumentException("our media ports are known before we describe them");
        }
    }

    public LocalMedia(String host, int rtpPort) {
        this(host, rtpPort, rtpPort + 1);
    }
}
