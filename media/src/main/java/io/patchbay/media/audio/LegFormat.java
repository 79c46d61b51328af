package io.patchbay.media.audio;

import io.patchbay.media.codec.AudioCodec;
import java.util.Map;
import java.util.Optional;

/**
 * What was negotiated for a phone's audio. A re-offer makes a new one.
 *
 * @param sendPayloadType of the packets we send, 0 to 127
 * @param sendCodec what we encode; its sample rate is the leg's rate
 * @param packetMillis length of the packets we send: 10 to 60 ms, a multiple of 10
 * @param receive codecs by the payload types that the phone may send
 * @param telephoneEvents RTP clock rates by the payload types of RFC 4733 events; empty where none were negotiated
 * @param sendEvents how keys are sent to the phone; empty where only tones are left
 * @param sending whether the phone wants to hear (our direction is sendrecv or sendonly)
 * @param receiving whether the phone may be heard (our direction is sendrecv or recvonly)
 */
public record LegFormat(
        int sendPayloadType,
        AudioCodec sendCodec,
        int packetMillis,
        Map<Integer, AudioCodec> receive,
        Map<Integer, Integer> telephoneEvents,
        Optional<Events> sendEvents,
        boolean sending,
        boolean receiving) {
    public LegFormat {
        if (sendPayloadType < 0 || sendPayloadType > 127) {
            throw new IllegalArgumentException("a payload type is 0 to 127, not " + sendPayloadType);
        }
        if (packetMillis < 10 || packetMillis > 60 || packetMillis % 10 != 0) {
            throw new IllegalArgumentException("packets are 10, 20, 30, 40, 50 or 60 ms long, not " + packetMillis);
        }
        if (receive.isEmpty()) {
            throw new IllegalArgumentException("a leg needs at least one codec to receive");
        }
        receive = Map.copyOf(receive);
        telephoneEvents = Map.copyOf(telephoneEvents);
    }

    /**
     * Telephone-events (RFC 4733).
     *
     * @param clockRate of their durations
     */
    public record Events(int payloadType, int clockRate) {}

    /** One codec both ways, 20 ms packets, no telephone-events. */
    public static LegFormat of(AudioCodec codec, int payloadType) {
        return new LegFormat(
                payloadType, codec, 20, Map.of(payloadType, codec), Map.of(), Optional.empty(), true, true);
    }

    /** Samples a second of the leg's mix, and of the stream it gives to the room. */
    public int sampleRate() {
        return sendCodec.sampleRate();
    }
}
