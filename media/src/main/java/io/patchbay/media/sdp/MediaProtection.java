package io.patchbay.media.sdp;

import io.patchbay.media.srtp.SrtpKeys;
import java.util.List;

/** How the packets of a stream are protected, as negotiated. */
public sealed interface MediaProtection {

    /** Not at all. */
    record None() implements MediaProtection {}

    /** SRTP with keys that the descriptions carried (RFC 4568). */
    record Sdes(SrtpKeys keys) implements MediaProtection {}

    /**
     * SRTP with keys of a DTLS handshake on the same path (RFC 5763).
     *
     * @param client whether we begin the handshake
     * @param fingerprints one of which the other end's certificate must have
     */
    record Dtls(boolean client, List<Fingerprint> fingerprints) implements MediaProtection {
        public Dtls {
            fingerprints = List.copyOf(fingerprints);
        }
    }

    MediaProtection NONE = new None();
}
