package io.patchbay.media.sdp;

import java.util.Optional;

/**
 * What we can do to protect a call's packets.
 *
 * @param policy whether they are encrypted
 * @param fingerprint of our certificate; empty where there is no DTLS
 * @param webrtc whether our own first offer is what WebRTC clients want: DTLS-SRTP and ICE
 */
public record LocalSecurity(SrtpPolicy policy, Optional<Fingerprint> fingerprint, boolean webrtc) {
    public LocalSecurity {
        if (webrtc && fingerprint.isEmpty()) {
            throw new IllegalArgumentException("WebRTC needs a certificate for DTLS");
        }
    }

    /** Without DTLS. */
    public LocalSecurity(SrtpPolicy policy) {
        this(policy, Optional.empty(), false);
    }
}
