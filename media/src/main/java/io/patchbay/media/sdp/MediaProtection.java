package io.patchbay.media.sdp;

import io.patchbay.media.srtp.SrtpKeys;

/** How the packets of a stream are protected, as negotiated. */
public sealed interface MediaProtection {

    /** Not at all. */
    record None() implements MediaProtection {}

    /** SRTP with keys that the descriptions carried (RFC 4568). */
    record Sdes(SrtpKeys keys) implements MediaProtection {}

    MediaProtection NONE = new None();
}
