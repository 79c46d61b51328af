package io.patchbay.media.sdp;

import java.util.List;
import java.util.Locale;

/**
 * What the other end says of its side of a DTLS handshake (RFC 5763 §5).
 *
 * @param fingerprints of its certificate, those that can be checked
 * @param setup the role it takes: {@code actpass}, {@code active}, {@code passive}
 */
record DtlsKeying(List<Fingerprint> fingerprints, String setup) {
    static final String ACTPASS = "actpass";
    static final String ACTIVE = "active";
    static final String PASSIVE = "passive";

    private static final String SETUP = "setup";

    static DtlsKeying of(SessionDescription session, MediaDescription media, String otherwise) {
        String setup = media.attribute(SETUP)
                .or(() -> session.attribute(SETUP))
                .map(value -> value.toLowerCase(Locale.ROOT))
                .orElse(otherwise);
        return new DtlsKeying(Fingerprint.of(session, media), setup);
    }

    /** What speaks against it, or null. */
    String fault() {
        if (fingerprints.isEmpty()) {
            return "without a certificate's fingerprint that can be checked (a=fingerprint with sha-256, sha-384 or sha-512)";
        }
        boolean known = setup.equals(ACTPASS) || setup.equals(ACTIVE) || setup.equals(PASSIVE);
        return known ? null : "with a=setup that is none of actpass, active and passive";
    }

    static List<Attribute> lines(Fingerprint ours, String setup) {
        return List.of(ours.toAttribute(), new Attribute(SETUP, setup));
    }
}
