package io.patchbay.media.sfu;

import java.util.Arrays;

/** What a producer's payload types mean within the router. Immutable. */
final class PayloadTypes {
    private static final int COUNT = 128;

    private final byte[] mapped = new byte[COUNT]; // -1: not one of the producer's
    private final KeyFrames[] keyFrames = new KeyFrames[COUNT];

    PayloadTypes(RtpParameters parameters, RtpMapping mapping) {
        Arrays.fill(mapped, (byte) -1);
        for (RtpCodecParameters codec : parameters.codecs()) {
            if (!codec.isRtx()) {
                mapped[codec.payloadType()] = (byte) mapping.mappedPayloadType(codec.payloadType());
                keyFrames[codec.payloadType()] = KeyFrames.of(codec.mimeType());
            }
        }
    }

    /** The router's payload type, or -1. */
    int mapped(int payloadType) {
        return mapped[payloadType];
    }

    KeyFrames keyFrames(int payloadType) {
        return keyFrames[payloadType];
    }
}
