package io.patchbay.media.sfu;

/** RTP parameters or capabilities that make no sense, whoever they are for; the message names the field. */
public final class RtpParametersException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public RtpParametersException(String message) {
        super(message);
    }
}
