package io.patchbay.media.codec;

/** A codec's library is missing on this machine; the message names the package to install. */
public final class CodecUnavailableException extends RuntimeException {
    CodecUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
