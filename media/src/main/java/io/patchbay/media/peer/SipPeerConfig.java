package io.patchbay.media.peer;

import io.patchbay.media.codec.AudioCodec;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;

/**
 * How a phone's peer is made.
 *
 * @param name for messages: the call's id
 * @param bindAddress where its sockets listen
 * @param advertisedAddress what our descriptions say
 * @param codecs we take, the best first
 * @param inactivity without packets after which {@link PeerListener#onInactive} is told
 */
public record SipPeerConfig(
        String name,
        InetAddress bindAddress,
        InetAddress advertisedAddress,
        List<AudioCodec> codecs,
        Duration inactivity) {
    public SipPeerConfig {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bindAddress, "bindAddress");
        Objects.requireNonNull(advertisedAddress, "advertisedAddress");
        codecs = List.copyOf(codecs);
        if (codecs.isEmpty()) {
            throw new IllegalArgumentException(name + ": a peer needs at least one codec");
        }
        if (inactivity.isNegative() || inactivity.isZero()) {
            throw new IllegalArgumentException(name + ": inactivity must be longer than 0, not " + inactivity);
        }
    }
}
