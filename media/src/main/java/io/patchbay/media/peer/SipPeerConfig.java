package io.patchbay.media.peer;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.sdp.AudioCapabilities;
import io.patchbay.media.sdp.SrtpPolicy;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How a phone's peer is made.
 *
 * @param name for messages: the call's id
 * @param bindAddress where its sockets listen
 * @param advertisedAddress what our descriptions say, for this phone
 * @param capabilities what audio we take
 * @param srtp whether packets are encrypted
 * @param handshakes for DTLS-SRTP; empty for none
 * @param webrtc whether our own offers are what WebRTC clients want (DTLS-SRTP, ICE); needs {@code handshakes}
 * @param ice what we do of it, where the phone does ICE
 * @param inactivity without packets after which {@link PeerListener#onInactive} is told
 */
public record SipPeerConfig(
        String name,
        InetAddress bindAddress,
        InetAddress advertisedAddress,
        AudioCapabilities capabilities,
        SrtpPolicy srtp,
        Optional<PhoneHandshakes> handshakes,
        boolean webrtc,
        IceSettings ice,
        InactivityLimits inactivity) {
    public static final InactivityLimits DEFAULT_INACTIVITY =
            new InactivityLimits(Duration.ofSeconds(60), Duration.ofHours(1));

    public SipPeerConfig {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(bindAddress, "bindAddress");
        Objects.requireNonNull(advertisedAddress, "advertisedAddress");
        Objects.requireNonNull(capabilities, "capabilities");
        Objects.requireNonNull(srtp, "srtp");
        if (webrtc && handshakes.isEmpty()) {
            throw new IllegalArgumentException(name + ": WebRTC needs DTLS handshakes");
        }
        if (advertisedAddress.isAnyLocalAddress()) {
            throw new IllegalArgumentException(
                    name + ": " + advertisedAddress.getHostAddress() + " is no address that a phone can send to");
        }
        Objects.requireNonNull(ice, "ice");
        Objects.requireNonNull(inactivity, "inactivity");
    }

    /**
     * With telephone-events, and packets of 20 ms where the phone asks for nothing else.
     *
     * @param codecs that we take, the best first
     */
    public SipPeerConfig(
            String name,
            InetAddress bindAddress,
            InetAddress advertisedAddress,
            List<AudioCodec> codecs,
            SrtpPolicy srtp,
            Optional<PhoneHandshakes> handshakes,
            boolean webrtc,
            IceSettings ice,
            InactivityLimits inactivity) {
        this(
                name,
                bindAddress,
                advertisedAddress,
                new AudioCapabilities(
                        codecs.stream().map(AudioNegotiation::format).toList(), true, 20),
                srtp,
                handshakes,
                webrtc,
                ice,
                inactivity);
    }

    /** All codecs, encrypted if the phone can; told of inactivity after {@link #DEFAULT_INACTIVITY}. */
    public static SipPeerConfig of(String name, InetAddress bindAddress, InetAddress advertisedAddress) {
        return new SipPeerConfig(
                name,
                bindAddress,
                advertisedAddress,
                AudioCapabilities.DEFAULT,
                SrtpPolicy.OPTIONAL,
                Optional.empty(),
                false,
                IceSettings.FULL,
                DEFAULT_INACTIVITY);
    }
}
