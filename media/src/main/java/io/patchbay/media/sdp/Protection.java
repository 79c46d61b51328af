package io.patchbay.media.sdp;

import io.patchbay.media.srtp.SrtpSuite;
import java.util.List;
import java.util.Optional;

/** How one call's audio is protected: what we offer and what we take, round after round. Belongs to one thread. */
final class Protection {
    /** An INVITE with all of them would outgrow a datagram; these two are what everybody has, and the faster one. */
    private static final List<SrtpSuite> OFFERED_WHERE_OPTIONAL =
            List.of(SrtpSuite.AES128_CM_HMAC_SHA1_80, SrtpSuite.AEAD_AES_128_GCM);

    private static final List<SrtpSuite> OFFERED_WHERE_REQUIRED = List.of(
            SrtpSuite.AES128_CM_HMAC_SHA1_80,
            SrtpSuite.AEAD_AES_128_GCM,
            SrtpSuite.AEAD_AES_256_GCM,
            SrtpSuite.AES128_CM_HMAC_SHA1_32);

    private final LocalSecurity ours;
    private final SdesKeys keys = new SdesKeys();
    private MediaProtection agreed; // null before the first round

    Protection(LocalSecurity ours) {
        this.ours = ours;
    }

    private SrtpPolicy policy() {
        return ours.policy();
    }

    /** The protocol of our first offer. */
    TransportProfile firstProfile() {
        if (ours.webrtc()) {
            return TransportProfile.TLS_SAVPF;
        }
        return policy() == SrtpPolicy.REQUIRED ? TransportProfile.SAVP : TransportProfile.AVP;
    }

    /** What our offer says of keys; later ones keep to what was agreed on. */
    List<Attribute> offer() {
        if (agreed == null ? ours.webrtc() : agreed instanceof MediaProtection.Dtls) {
            keys.offer(List.of());
            return DtlsKeying.lines(ours.fingerprint().orElseThrow(), DtlsKeying.ACTPASS);
        }
        return keys.offer(suitesToOffer());
    }

    private List<SrtpSuite> suitesToOffer() {
        if (agreed != null) {
            return keys.agreed().map(present -> List.of(present.suite())).orElse(List.of());
        }
        return switch (policy()) {
            case OFF -> List.of();
            case OPTIONAL -> OFFERED_WHERE_OPTIONAL;
            case REQUIRED -> OFFERED_WHERE_REQUIRED;
        };
    }

    /** What speaks against taking an offered m-line, or null. Changes nothing. */
    String faultOf(SessionDescription session, MediaDescription media) {
        boolean encrypted = profileOf(media).encrypted();
        if (policy() == SrtpPolicy.OFF) {
            return encrypted
                    ? "audio is offered encrypted (%s), but encryption is off here (media.srtp)"
                            .formatted(media.protocol())
                    : null;
        }
        CryptoLines lines = new CryptoLines(media);
        String fault = isKeyedByDtls(session, media, lines) ? dtlsFault(session, media) : sdesFault(lines);
        if (fault == null) {
            return null;
        }
        if (encrypted) {
            return "audio is offered encrypted (%s) %s".formatted(media.protocol(), fault);
        }
        return policy() == SrtpPolicy.REQUIRED
                ? "audio is offered unencrypted; here SRTP is required (media.srtp)"
                : null;
    }

    /** By its profile, or because it has a fingerprint and no key (as OSRTP allows, RFC 8643 §3.1). */
    private static boolean isKeyedByDtls(SessionDescription session, MediaDescription media, CryptoLines lines) {
        return profileOf(media).dtls()
                || lines.isEmpty() && !Fingerprint.of(session, media).isEmpty();
    }

    private String dtlsFault(SessionDescription session, MediaDescription media) {
        if (ours.fingerprint().isEmpty()) {
            return "with keys by DTLS, which is not to be had here";
        }
        return DtlsKeying.of(session, media, DtlsKeying.ACTPASS).fault();
    }

    private static String sdesFault(CryptoLines lines) {
        return lines.usable().isEmpty() ? lines.fault() : null;
    }

    /** Answers an m-line that {@link #faultOf} has nothing against; what to say of keys. */
    List<Attribute> answer(SessionDescription session, MediaDescription media) {
        CryptoLines lines = new CryptoLines(media);
        boolean dtls = isKeyedByDtls(session, media, lines);
        if (policy() == SrtpPolicy.OFF || (dtls ? dtlsFault(session, media) : sdesFault(lines)) != null) {
            keys.forget();
            agreed = MediaProtection.NONE;
            return List.of();
        }
        if (dtls) {
            return answerDtls(DtlsKeying.of(session, media, DtlsKeying.ACTPASS));
        }
        Attribute key = keys.answer(lines.usable().get(0));
        agreed = new MediaProtection.Sdes(keys.agreed().orElseThrow());
        return List.of(key);
    }

    /**
     * Where the choice is ours we wait for the other end to begin, whose packets open the way through its address translator;
     * a role once taken stays (RFC 8842 §5.3).
     */
    private List<Attribute> answerDtls(DtlsKeying theirs) {
        boolean wasClient = agreed instanceof MediaProtection.Dtls before && before.client();
        boolean client =
                theirs.setup().equals(DtlsKeying.PASSIVE) || theirs.setup().equals(DtlsKeying.ACTPASS) && wasClient;
        keys.forget();
        agreed = new MediaProtection.Dtls(client, theirs.fingerprints());
        return DtlsKeying.lines(ours.fingerprint().orElseThrow(), client ? DtlsKeying.ACTIVE : DtlsKeying.PASSIVE);
    }

    /** Takes what the answer to our last offer says; returns what speaks against it, or null. */
    String accept(SessionDescription session, MediaDescription media) {
        if (profileOf(media).dtls()) {
            DtlsKeying theirs = DtlsKeying.of(session, media, DtlsKeying.ACTIVE);
            String fault = ours.fingerprint().isEmpty() ? "by DTLS, which was not offered" : theirs.fault();
            if (fault == null) {
                keys.forget();
                agreed = new MediaProtection.Dtls(theirs.setup().equals(DtlsKeying.PASSIVE), theirs.fingerprints());
            }
            return fault == null ? null : "it is encrypted (%s) %s".formatted(media.protocol(), fault);
        }
        CryptoLines lines = new CryptoLines(media);
        boolean encrypted = profileOf(media).encrypted() || keys.wereOffered() && !lines.isEmpty();
        if (!encrypted) {
            if (policy() == SrtpPolicy.REQUIRED) {
                return "it is unencrypted; here SRTP is required (media.srtp)";
            }
            keys.forget();
            agreed = MediaProtection.NONE;
            return null;
        }
        if (keys.accept(lines.usable())) {
            agreed = new MediaProtection.Sdes(keys.agreed().orElseThrow());
            return null;
        }
        return lines.usable().isEmpty()
                ? "it is encrypted (%s) %s".formatted(media.protocol(), lines.fault())
                : "its a=crypto is none of those offered";
    }

    MediaProtection agreed() {
        return Optional.ofNullable(agreed).orElse(MediaProtection.NONE);
    }

    private static TransportProfile profileOf(MediaDescription media) {
        return TransportProfile.of(media)
                .orElseThrow(() -> new IllegalArgumentException("no RTP profile: " + media.protocol()));
    }
}
