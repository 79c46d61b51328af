package io.patchbay.media.peer;

/** A peer was asked for something after it was closed. */
public final class PeerClosedException extends IllegalStateException {
    PeerClosedException(String message) {
        super(message);
    }
}
