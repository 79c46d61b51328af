package io.patchbay.media.sfu;

import java.util.List;

/** How a producer's payload types and SSRCs are called within the router. */
record RtpMapping(List<Codec> codecs, List<Encoding> encodings) {

    record Codec(int payloadType, int mappedPayloadType) {}

    /** {@code ssrc} and {@code rid} are the sender's, each null where it does not say. */
    record Encoding(Long ssrc, String rid, String scalabilityMode, long mappedSsrc) {}

    /** The router's payload type for the sender's, or -1. */
    int mappedPayloadType(int payloadType) {
        for (Codec codec : codecs) {
            if (codec.payloadType() == payloadType) {
                return codec.mappedPayloadType();
            }
        }
        return -1;
    }
}
