package io.patchbay.media.peer;

import io.patchbay.media.audio.AudioBridge;
import io.patchbay.media.audio.AudioLeg;
import io.patchbay.media.audio.DtmfListener;
import io.patchbay.media.audio.RoomStream;
import io.patchbay.media.loop.MediaLoop;
import io.patchbay.media.rtp.RtpSink;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/**
 * A phone's media: plain RTP (RTP/AVP, RTP/AVPF) on a pair of UDP ports, with symmetric RTP. Its state belongs to a media loop;
 * its methods may be called on any thread and stages complete on the executor given.
 *
 * <p>Incoming call: {@link #open}, {@code setRemoteDescription(offer)}, {@code createAnswer}, {@code setLocalDescription(answer)};
 * {@link #attach} whenever the room is ready, before or after the answer; {@link #close}.
 */
public final class SipPeer implements Peer {

    /**
     * Opens the ports.
     *
     * @param executor on which stages complete and {@code listener} runs
     * @throws NoFreePortException where all ports are in use
     */
    public static SipPeer open(
            MediaLoop loop, PortPool ports, SipPeerConfig config, PeerListener listener, Executor executor) {
        throw new UnsupportedOperationException();
    }

    private SipPeer() {}

    /**
     * Makes a leg of {@code bridge} out of this phone. The leg lives as long as the peer, over all re-offers.
     *
     * @param bridge of the same loop
     * @param toRoom takes the phone's Opus packets, on the loop
     * @return the leg, for use on the media loop
     */
    public CompletionStage<AudioLeg> attach(
            AudioBridge bridge, RoomStream roomStream, RtpSink toRoom, DtmfListener dtmf) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<SessionDescription> createOffer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<SessionDescription> createAnswer() {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> setLocalDescription(SessionDescription description) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<Void> setRemoteDescription(SessionDescription description) {
        throw new UnsupportedOperationException();
    }

    @Override
    public SignalingState signalingState() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ConnectionState connectionState() {
        throw new UnsupportedOperationException();
    }

    /** As of the last second or newer. */
    public CompletionStage<PeerStats> statistics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
