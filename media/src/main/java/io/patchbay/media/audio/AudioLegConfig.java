package io.patchbay.media.audio;

import java.util.Objects;

/**
 * How a phone joins an {@link AudioBridge}.
 *
 * @param name for messages: the call's id
 * @param format what was negotiated
 * @param ssrc of the packets to the phone, 0 to 2^32-1
 * @param roomStream of the packets to the room
 * @param dtmf hears the phone's keys
 */
public record AudioLegConfig(String name, LegFormat format, long ssrc, RoomStream roomStream, DtmfListener dtmf) {
    public AudioLegConfig {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(format, "format");
        Objects.requireNonNull(roomStream, "roomStream");
        Objects.requireNonNull(dtmf, "dtmf");
        if (ssrc < 0 || ssrc > 0xFFFF_FFFFL) {
            throw new IllegalArgumentException("an SSRC is 0 to 2^32-1, not " + ssrc);
        }
    }
}
