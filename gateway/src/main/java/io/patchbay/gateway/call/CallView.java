package io.patchbay.gateway.call;

import io.patchbay.media.peer.PeerStats;
import java.time.Instant;

/**
 * A call as the API shows it.
 *
 * @param direction {@code in} or {@code out}
 * @param room empty before it was routed to one
 * @param hold {@code none}, or who holds it: {@code local}, {@code remote} or {@code both}
 * @param media null before media was negotiated
 */
public record CallView(
        String callId,
        String direction,
        String from,
        String to,
        String remoteAddress,
        String room,
        CallState state,
        Instant started,
        Instant answered,
        String hold,
        PeerStats media) {}
