package io.patchbay.media.sdp;

import java.util.Map;
import java.util.Optional;

/**
 * What both ends agreed on for audio.
 *
 * @param format what we send
 * @param payloadType with which payload type we send it
 * @param packetMillis how much of it goes into a packet: 10 to 60, a multiple of 10; for Opus 10, 20, 40 or 60
 * @param receive what each payload type means that may come; telephone events are not among them
 * @param sendEvents the payload type of telephone events that we send, by clock rate
 * @param receiveEvents the clock rate of telephone events that may come, by payload type
 * @param remoteRtp where RTP goes
 * @param remoteRtcp where RTCP goes; with rtcp-mux the same
 * @param rtcpMux whether RTP and RTCP share a port (RFC 5761)
 * @param direction what we do: send, receive, both or neither
 * @param remoteHold whether the other end holds the call: it takes no audio, or none at all flows
 * @param ice the other end's, where both ends do ICE (RFC 8445): then checks tell where packets go
 * @param protection of the packets of both directions
 * @param opus what the other end asks of Opus
 * @param voipMetrics whether the other end wants to be told how it is heard (RFC 3611 §5)
 */
public record NegotiatedAudio(
        AudioFormat format,
        int payloadType,
        int packetMillis,
        Map<Integer, AudioFormat> receive,
        Map<Integer, Integer> sendEvents,
        Map<Integer, Integer> receiveEvents,
        MediaAddress remoteRtp,
        MediaAddress remoteRtcp,
        boolean rtcpMux,
        Direction direction,
        boolean remoteHold,
        Optional<RemoteIce> ice,
        MediaProtection protection,
        OpusParameters opus,
        boolean voipMetrics) {

    public NegotiatedAudio {
        SdpText.payloadType(payloadType);
        receive = Map.copyOf(receive);
        sendEvents = Map.copyOf(sendEvents);
        receiveEvents = Map.copyOf(receiveEvents);
        if (packetMillis < PacketTime.MIN || packetMillis > PacketTime.MAX) {
            throw new IllegalArgumentException("packets carry 10 to 60 ms, not " + packetMillis);
        }
    }

    /** With which payload type to send telephone events: that of our format's clock rate, else any; empty if none. */
    public Optional<Integer> sendEventPayloadType() {
        Integer same = sendEvents.get(format.clockRate());
        return same != null ? Optional.of(same) : sendEvents.values().stream().findFirst();
    }

    /** The clock rate of {@link #sendEventPayloadType()}. */
    public Optional<Integer> sendEventClockRate() {
        return sendEvents.containsKey(format.clockRate())
                ? Optional.of(format.clockRate())
                : sendEvents.keySet().stream().findFirst();
    }
}
