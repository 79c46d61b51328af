package io.patchbay.media.peer;

/** What a session description is for, as in RTCPeerConnection. */
public enum SdpType {
    OFFER,
    PRANSWER,
    ANSWER,
    ROLLBACK
}
