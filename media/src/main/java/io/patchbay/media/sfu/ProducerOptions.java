package io.patchbay.media.sfu;

/**
 * A stream to be taken in.
 *
 * @param rtpParameters as the sender sends it
 * @param paused whether it starts paused
 */
public record ProducerOptions(MediaKind kind, RtpParameters rtpParameters, boolean paused) {
    public ProducerOptions {
        if (kind == null || rtpParameters == null) {
            throw new RtpParametersException("a producer needs kind and rtpParameters");
        }
    }

    public static ProducerOptions of(MediaKind kind, RtpParameters rtpParameters) {
        return new ProducerOptions(kind, rtpParameters, false);
    }
}
