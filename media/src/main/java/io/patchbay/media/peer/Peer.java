package io.patchbay.media.peer;

import java.util.concurrent.CompletionStage;

/**
 * One end of a media session, shaped like RTCPeerConnection. Its methods may be called on any thread; stages complete, and
 * listeners run, on the executor that it was made with (the call's loop). What fails completes its stage with the reason.
 */
public interface Peer extends AutoCloseable {

    CompletionStage<SessionDescription> createOffer();

    CompletionStage<SessionDescription> createAnswer();

    CompletionStage<Void> setLocalDescription(SessionDescription description);

    CompletionStage<Void> setRemoteDescription(SessionDescription description);

    SignalingState signalingState();

    ConnectionState connectionState();

    /** Frees ports, keys and native elements. Closing twice is allowed; any other call after it fails. */
    @Override
    void close();
}
