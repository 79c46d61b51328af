package io.patchbay.gateway.call;

import io.patchbay.media.codec.AudioCodec;
import io.patchbay.media.loop.MediaLoop;
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
import java.util.Optional;

/**
 * What phones' media is made with.
 *
 * @param ports for RTP and RTCP
 * @param codecs that we take, best first
 * @param addresses which address of ours a phone is given
 * @param srtp whether their packets are encrypted
 * @param handshakes for DTLS-SRTP
 * @param inactivity without a packet from the phone after which its call is ended
 */
public record PhoneMedia(
        PortPool ports,
        List<AudioCodec> codecs,
        MediaAddresses addresses,
        SrtpPolicy srtp,
        PhoneHandshakes handshakes,
        InactivityLimits inactivity) {
    public PhoneMedia {
        codecs = List.copyOf(codecs);
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
                inactivity);
        return SipPeer.open(loop, ports, config, listener, callLoop);
    }
}
