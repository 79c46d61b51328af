package io.patchbay.media.peer;

/**
 * An offer or answer that reads well, but that we cannot agree to: a 488. The message is the reason, fit for the caller, the log and
 * the operator: printable ASCII on one line.
 */
public final class MediaRefusedException extends RuntimeException {
    MediaRefusedException(String reason) {
        super(reason);
    }
}
