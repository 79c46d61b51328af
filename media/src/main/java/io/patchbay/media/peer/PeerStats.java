package io.patchbay.media.peer;

import io.patchbay.media.audio.AudioLegStats;
import io.patchbay.media.quality.CallQuality;
import java.net.InetSocketAddress;
import java.time.Instant;

/**
 * A phone's media at one moment, since its call began.
 *
 * @param remoteAddress where packets go; null before a description named one
 * @param latched whether the address was learned from the phone's own packets
 * @param protection how packets are protected: {@code none}, or SRTP with the suite named
 * @param packetsReceived valid RTP packets
 * @param bytesReceived of RTP, headers counted
 * @param packetsSent RTP packets
 * @param bytesSent of RTP, headers counted
 * @param packetsLost that the phone sent and we did not get; negative where duplicates outnumber them (RFC 3550 §6.4.1)
 * @param jitterMillis interarrival jitter of RFC 3550 §6.4.1
 * @param remoteLostFraction of our packets that the phone missed lately, 0 to 1; NaN before a report
 * @param remoteJitterMillis as the phone reports it; NaN before a report
 * @param roundTripMillis by RTCP; NaN before a report
 * @param lastPacketAt when the last valid RTP packet came; null before the first
 * @param strays packets dropped, by reason
 * @param audio of the leg; null before it was attached
 * @param quality how good it sounds, both directions
 */
public record PeerStats(
        InetSocketAddress remoteAddress,
        boolean latched,
        String protection,
        long packetsReceived,
        long bytesReceived,
        long packetsSent,
        long bytesSent,
        long packetsLost,
        double jitterMillis,
        double remoteLostFraction,
        double remoteJitterMillis,
        double roundTripMillis,
        Instant lastPacketAt,
        Strays strays,
        AudioLegStats audio,
        CallQuality quality) {

    /**
     * Packets dropped.
     *
     * @param malformed neither RTP nor RTCP
     * @param strangers from an address other than the phone's
     * @param unknownPayloadTypes not negotiated
     * @param unknownSources of an SSRC that never became the stream's
     * @param malformedRtcp whose lengths did not add up
     * @param unauthenticated not protected with the key agreed on, or replayed
     */
    public record Strays(
            long malformed,
            long strangers,
            long unknownPayloadTypes,
            long unknownSources,
            long malformedRtcp,
            long unauthenticated) {}
}
