package io.patchbay.gateway.room;

import io.patchbay.media.audio.RoomStream;
import io.patchbay.media.rtp.HeaderExtensions;
import io.patchbay.media.sfu.RtcpParameters;
import io.patchbay.media.sfu.RtpCodecParameters;
import io.patchbay.media.sfu.RtpEncodingParameters;
import io.patchbay.media.sfu.RtpHeaderExtensionParameters;
import io.patchbay.media.sfu.RtpParameters;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/** How a phone's Opus stream looks to the router: what {@link RoomStream} says, with an SSRC of its own. */
final class PhoneStream {
    private PhoneStream() {}

    static RtpParameters parameters(String cname) {
        long ssrc = ThreadLocalRandom.current().nextLong(1, 0xFFFF_FFFFL);
        return new RtpParameters(
                null,
                List.of(new RtpCodecParameters(
                        RoomStream.MIME_TYPE,
                        RoomStream.PAYLOAD_TYPE,
                        RoomStream.CLOCK_RATE,
                        RoomStream.CHANNELS,
                        Map.of("useinbandfec", RoomStream.USE_INBAND_FEC),
                        List.of())),
                List.of(new RtpHeaderExtensionParameters(
                        HeaderExtensions.AUDIO_LEVEL, RoomStream.AUDIO_LEVEL_EXTENSION_ID)),
                List.of(RtpEncodingParameters.of(ssrc)),
                new RtcpParameters(cname));
    }
}
