package io.patchbay.media.sfu;

import java.util.List;

/**
 * What one browser is offered.
 *
 * @param candidates the addresses to offer, best first: of those that the server listens on, maybe with another advertised
 *     address; empty offers all of them
 * @param udp whether to offer the UDP port
 * @param tcp whether to offer the TCP port, after UDP
 * @param maxIncomingBitrate what the browser may send over this transport, in bits a second; 0 takes the configured one
 */
public record WebRtcTransportOptions(
        List<ListenAddress> candidates, boolean udp, boolean tcp, long maxIncomingBitrate) {
    public WebRtcTransportOptions {
        candidates = List.copyOf(candidates);
        if (!udp && !tcp) {
            throw new IllegalArgumentException("a WebRTC transport needs UDP or TCP");
        }
    }

    /** UDP and TCP on every listen address. */
    public static WebRtcTransportOptions everywhere() {
        return offering(List.of());
    }

    /** UDP and TCP on {@code candidates}. */
    public static WebRtcTransportOptions offering(List<ListenAddress> candidates) {
        return new WebRtcTransportOptions(candidates, true, true, 0);
    }
}
