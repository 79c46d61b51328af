package io.patchbay.gateway.call;

import io.patchbay.gateway.config.MediaConfig;
import io.patchbay.gateway.config.TrunkConfig;
import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.peer.IceSettings;
import io.patchbay.media.peer.InactivityLimits;
import io.patchbay.media.peer.PeerListener;
import io.patchbay.media.peer.PhoneHandshakes;
import io.patchbay.media.peer.PortPool;
import io.patchbay.media.peer.SipPeer;
import io.patchbay.media.peer.SipPeerConfig;
import io.patchbay.media.sdp.SrtpPolicy;
import io.patchbay.sip.CallLoop;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What phones' media is made with.
 *
 * @param ports for RTP and RTCP
 * @param codecs that we take, best first
 * @param addresses which address of ours a phone is given
 * @param srtp whether their packets are encrypted
 * @param handshakes for DTLS-SRTP
 * @param ice what we do of it with phones that do it
 * @param inactivity without a packet from the phone after which its call is ended
 */
public record PhoneMedia(
        PortPool ports,
        List<AudioCodec> codecs,
        MediaAddresses addresses,
        SrtpPolicy srtp,
        PhoneHandshakes handshakes,
        IceSettings ice,
        InactivityLimits inactivity) {
    public PhoneMedia {
        codecs = List.copyOf(codecs);
    }

    /** The same, as a trunk's own settings want it. */
    PhoneMedia under(TrunkConfig trunk) {
        return new PhoneMedia(
                ports,
                trunk.codecs().isEmpty() ? codecs : codecs(trunk.codecs()),
                addresses,
                trunk.srtp().map(PhoneMedia::policy).orElse(srtp),
                handshakes,
                ice,
                inactivity);
    }

    /** @param names as the configuration has them */
    public static List<AudioCodec> codecs(List<String> names) {
        return names.stream()
                .map(name -> AudioCodec.valueOf(name.toUpperCase(Locale.ROOT)))
                .toList();
    }

    public static SrtpPolicy policy(MediaConfig.Srtp configured) {
        return SrtpPolicy.valueOf(configured.name());
    }

    /** @param webrtc whether an offer of ours is to be one for WebRTC clients */
    SipPeer open(MediaLoop loop, CallLoop callLoop, InetAddress remote, boolean webrtc, PeerListener listener) {
        MediaAddresses.Chosen chosen = addresses.towards(remote);
        SipPeerConfig config = new SipPeerConfig(
                callLoop.callId().value(),
                chosen.bind(),
                chosen.advertised(),
                codecs,
                srtp,
                Optional.of(handshakes),
                webrtc && srtp != SrtpPolicy.OFF,
                ice,
                inactivity);
        return SipPeer.open(loop, ports, config, listener, callLoop);
    }
}
