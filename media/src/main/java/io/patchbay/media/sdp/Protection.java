package io.patchbay.media.sdp;

import io.patchbay.media.srtp.SrtpKeys;
import io.patchbay.media.srtp.SrtpMasterKey;
import io.patchbay.media.srtp.SrtpSuite;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one call's audio is protected: what we offer and what we take. A key of ours stays over all re-offers until the other end
 * changes its own (RFC 4568 §7.1.4). Belongs to one thread.
 */
final class Protection {
    /** An INVITE with all of them would outgrow a datagram; these two are what everybody has, and the faster one. */
    private static final List<SrtpSuite> OFFERED_WHERE_OPTIONAL =
            List.of(SrtpSuite.AES128_CM_HMAC_SHA1_80, SrtpSuite.AEAD_AES_128_GCM);

    private static final List<SrtpSuite> OFFERED_WHERE_REQUIRED = List.of(
            SrtpSuite.AES128_CM_HMAC_SHA1_80,
            SrtpSuite.AEAD_AES_128_GCM,
            SrtpSuite.AEAD_AES_256_GCM,
            SrtpSuite.AES128_CM_HMAC_SHA1_32);

    private final SrtpPolicy policy;
    private final Map<SrtpSuite, SrtpMasterKey> ours = new EnumMap<>(SrtpSuite.class);
    private List<CryptoLine> offered = List.of();
    private boolean negotiated;
    private SrtpKeys agreed; // null where packets go unencrypted

    Protection(SrtpPolicy policy) {
        this.policy = policy;
    }

    /** The protocol of our first offer. */
    TransportProfile firstProfile() {
        return policy == SrtpPolicy.REQUIRED ? TransportProfile.SAVP : TransportProfile.AVP;
    }

    /** What our offer says of keys; later ones keep to what was agreed on. */
    List<Attribute> offer() {
        List<SrtpSuite> suites = suitesToOffer();
        offered = new ArrayList<>();
        for (SrtpSuite suite : suites) {
            SrtpMasterKey key = ours.computeIfAbsent(suite, SrtpMasterKey::random);
            offered.add(new CryptoLine(offered.size() + 1, key));
        }
        return offered.stream().map(CryptoLine::toAttribute).toList();
    }

    private List<SrtpSuite> suitesToOffer() {
        if (negotiated) {
            return agreed == null ? List.of() : List.of(agreed.suite());
        }
        return switch (policy) {
            case OFF -> List.of();
            case OPTIONAL -> OFFERED_WHERE_OPTIONAL;
            case REQUIRED -> OFFERED_WHERE_REQUIRED;
        };
    }

    /** What speaks against taking an offered m-line, or null. Changes nothing. */
    String faultOf(MediaDescription media) {
        boolean encrypted = profileOf(media).encrypted();
        if (policy == SrtpPolicy.OFF) {
            return encrypted
                    ? "audio is offered encrypted (%s), but encryption is off here (media.srtp)"
                            .formatted(media.protocol())
                    : null;
        }
        CryptoLines lines = new CryptoLines(media);
        if (!lines.usable().isEmpty()) {
            return null;
        }
        if (encrypted) {
            return "audio is offered encrypted (%s) %s".formatted(media.protocol(), lines.fault());
        }
        return policy == SrtpPolicy.REQUIRED
                ? "audio is offered unencrypted; here SRTP is required (media.srtp)"
                : null;
    }

    /** Answers an m-line that {@link #faultOf} has nothing against; what to say of keys. */
    List<Attribute> answer(MediaDescription media) {
        negotiated = true;
        Optional<CryptoLine> chosen = policy == SrtpPolicy.OFF
                ? Optional.empty()
                : new CryptoLines(media).usable().stream().findFirst();
        if (chosen.isEmpty()) {
            agreed = null;
            return List.of();
        }
        SrtpMasterKey theirs = chosen.get().key();
        if (agreed == null || !agreed.remote().equals(theirs)) { // with another key it may be another device
            SrtpMasterKey fresh = SrtpMasterKey.random(theirs.suite());
            ours.put(theirs.suite(), fresh);
            agreed = new SrtpKeys(fresh, theirs);
        }
        return List.of(new CryptoLine(chosen.get().tag(), agreed.local()).toAttribute());
    }

    /** Takes what the answer to our last offer says; returns what speaks against it, or null. */
    String accept(MediaDescription media) {
        CryptoLines lines = new CryptoLines(media);
        boolean encrypted = profileOf(media).encrypted() || !offered.isEmpty() && !lines.isEmpty();
        if (!encrypted) {
            if (policy == SrtpPolicy.REQUIRED) {
                return "it is unencrypted; here SRTP is required (media.srtp)";
            }
            negotiated = true;
            agreed = null;
            return null;
        }
        for (CryptoLine line : lines.usable()) {
            for (CryptoLine mine : offered) {
                if (mine.tag() == line.tag() && mine.key().suite() == line.key().suite()) {
                    negotiated = true;
                    agreed = new SrtpKeys(mine.key(), line.key());
                    return null;
                }
            }
        }
        return lines.usable().isEmpty()
                ? "it is encrypted (%s) %s".formatted(media.protocol(), lines.fault())
                : "its a=crypto is none of those offered";
    }

    MediaProtection agreed() {
        return agreed == null ? MediaProtection.NONE : new MediaProtection.Sdes(agreed);
    }

    private static TransportProfile profileOf(MediaDescription media) {
        return TransportProfile.of(media)
                .orElseThrow(() -> new IllegalArgumentException("no RTP profile: " + media.protocol()));
    }
}
