package io.patchbay.media.sdp;

import java.util.Locale;
import java.util.Optional;

/** The protocols of m-lines that carry RTP over UDP. */
enum TransportProfile {
    /** RFC 3551. */
    AVP("RTP/AVP", false, false),
    /** RFC 4585. */
    AVPF("RTP/AVPF", false, false),
    /** RFC 3711. */
    SAVP("RTP/SAVP", true, false),
    /** RFC 5124. */
    SAVPF("RTP/SAVPF", true, false),
    /** RFC 5764. */
    TLS_SAVP("UDP/TLS/RTP/SAVP", true, true),
    /** RFC 5764. */
    TLS_SAVPF("UDP/TLS/RTP/SAVPF", true, true);

    private final String protocol;
    private final boolean encrypted;
    private final boolean dtls;

    TransportProfile(String protocol, boolean encrypted, boolean dtls) {
        this.protocol = protocol;
        this.encrypted = encrypted;
        this.dtls = dtls;
    }

    static Optional<TransportProfile> of(MediaDescription media) {
        String protocol = media.protocol().toUpperCase(Locale.ROOT);
        for (TransportProfile profile : values()) {
            if (profile.protocol.equals(protocol)) {
                return Optional.of(profile);
            }
        }
        return Optional.empty();
    }

    String protocol() {
        return protocol;
    }

    /** Whether packets without protection would not be of this profile. */
    boolean encrypted() {
        return encrypted;
    }

    /** Whether keys come by DTLS, rather than in the description. */
    boolean dtls() {
        return dtls;
    }
}
