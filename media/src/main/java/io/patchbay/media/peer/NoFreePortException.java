package io.patchbay.media.peer;

/** All RTP ports are in use. The message names the range and how many calls use it. */
public final class NoFreePortException extends RuntimeException {
    NoFreePortException(String message) {
        super(message);
    }
}
