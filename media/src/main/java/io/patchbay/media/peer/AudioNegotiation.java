package io.patchbay.media.peer;

import io.patchbay.media.audio.LegFormat;
import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.sdp.AudioFormat;
import io.patchbay.media.sdp.MediaAddress;
import io.patchbay.media.sdp.NegotiatedAudio;
import io.patchbay.media.sdp.Negotiation;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;

/** From what was negotiated to what the audio engine and the sockets work with. */
final class AudioNegotiation {
    private AudioNegotiation() {}

    /** What was agreed on; throws with the reason where nothing was. */
    static Negotiation.Agreed require(Negotiation negotiation) {
        if (negotiation instanceof Negotiation.Refused refused) {
            throw new MediaRefusedException(refused.reason());
        }
        return (Negotiation.Agreed) negotiation;
    }

    static LegFormat legFormat(NegotiatedAudio audio) {
        Map<Integer, AudioCodec> receive = new HashMap<>();
        audio.receive().forEach((payloadType, format) -> receive.put(payloadType, codec(format)));
        return new LegFormat(
                audio.payloadType(),
                codec(audio.format()),
                audio.packetMillis(),
                receive,
                audio.receiveEvents(),
                audio.sendEventPayloadType()
                        .map(type -> new LegFormat.Events(
                                type, audio.sendEventClockRate().orElseThrow())),
                audio.direction().sends(),
                audio.direction().receives());
    }

    private static AudioCodec codec(AudioFormat format) {
        for (AudioCodec codec : AudioCodec.values()) {
            if (codec.encodingName().equalsIgnoreCase(format.encodingName())) {
                return codec;
            }
        }
        throw new IllegalArgumentException("no codec for " + format);
    }

    static AudioFormat format(AudioCodec codec) {
        return new AudioFormat(codec.encodingName(), codec.clockRate(), codec.rtpmapChannels());
    }

    /**
     * Where to send; null for a host name (a media loop never asks the DNS), and for an address that means "do not send" (RFC 3264
     * §8.4: 0.0.0.0): then the phone's packets tell.
     */
    static InetSocketAddress socketAddress(MediaAddress address) {
        return address.literal()
                .filter(literal ->
                        literal.getPort() != 0 && !literal.getAddress().isAnyLocalAddress())
                .orElse(null);
    }
}
