package io.patchbay.media.audio;

import java.util.Objects;

/**
 * An Opus stream of the room that the phones are to hear.
 *
 * @param name for messages: the producer's id
 * @param payloadType of its Opus packets, 0 to 127; others are dropped
 * @param audioLevelExtensionId of its ssrc-audio-level header extension (RFC 6464), 0 where it has none
 */
public record RemoteAudioConfig(String name, int payloadType, int audioLevelExtensionId) {
    public RemoteAudioConfig {
        Objects.requireNonNull(name, "name");
        if (payloadType < 0 || payloadType > 127) {
            throw new IllegalArgumentException("a payload type is 0 to 127, not " + payloadType);
        }
        if (audioLevelExtensionId < 0 || audioLevelExtensionId > 255) {
            throw new IllegalArgumentException(
                    "a header extension has an id of 1 to 255, or 0 for none, not " + audioLevelExtensionId);
        }
    }
}
