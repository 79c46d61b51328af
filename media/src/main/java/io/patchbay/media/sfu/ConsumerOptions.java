package io.patchbay.media.sfu;

/**
 * A stream to be sent out.
 *
 * @param rtpCapabilities of the receiver, with the router's payload types and extension ids
 * @param paused whether it starts paused
 */
public record ConsumerOptions(String producerId, RtpCapabilities rtpCapabilities, boolean paused) {
    public ConsumerOptions {
        if (producerId == null || rtpCapabilities == null) {
            throw new RtpParametersException("a consumer needs producerId and rtpCapabilities");
        }
    }

    public static ConsumerOptions of(String producerId, RtpCapabilities rtpCapabilities) {
        return new ConsumerOptions(producerId, rtpCapabilities, false);
    }
}
