package io.patchbay.media.sfu;

/** RTP parameters or capabilities that are well formed and that this router, or the other side, cannot take. */
public final class UnsupportedRtpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnsupportedRtpException(String message) {
        super(message);
    }
}
