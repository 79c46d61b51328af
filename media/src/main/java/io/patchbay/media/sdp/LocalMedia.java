package io.patchbay.media.sdp;

import java.util.Optional;

/**
 * Where we take the packets of a call.
 *
 * @param host the address to advertise, literal or host name
 * @param rtcpPort as a rule {@code rtpPort + 1}; with rtcp-mux it goes unused
 * @param ice our credentials, where we do ICE if the other end does
 */
public record LocalMedia(String host, int rtpPort, int rtcpPort, Optional<LocalIce> ice) {
    public LocalMedia {
        SdpText.token("host", host);
        SdpText.port("RTP port", rtpPort);
        SdpText.port("RTCP port", rtcpPort);
        if (rtpPort == 0 || rtcpPort == 0) {
            throw new IllegalArgumentException("our media ports are known before we describe them");
        }
    }

    /** Without ICE. */
    public LocalMedia(String host, int rtpPort, int rtcpPort) {
        this(host, rtpPort, rtcpPort, Optional.empty());
    }

    /** Without ICE. */
    public LocalMedia(String host, int rtpPort) {
        this(host, rtpPort, rtpPort + 1, Optional.empty());
    }
}
