package io.patchbay.media.sfu;

import java.util.Map;

/**
 * Numbers for the metrics page.
 *
 * @param openSockets UDP and TCP, listening and accepted
 * @param badPackets dropped packets by what they pretended to be: {@code stun}, {@code dtls}, {@code srtp}, {@code rtp},
 *     {@code rtcp}, {@code tcp-frame}, {@code unknown}
 */
public record SfuGauges(
        int routers,
        int transports,
        int producers,
        int consumers,
        int openSockets,
        int pendingHandshakes,
        Map<String, Long> badPackets) {}
