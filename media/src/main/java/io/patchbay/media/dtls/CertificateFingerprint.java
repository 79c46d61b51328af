package io.patchbay.media.dtls;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * The hash of a certificate (RFC 8122 §5).
 *
 * @param algorithm {@code sha-256}, {@code sha-384} or {@code sha-512}
 * @param value colon-separated upper-case hexadecimal octets
 */
public record CertificateFingerprint(String algorithm, String value) {
    private static final Map<String, String> DIGESTS =
            Map.of("sha-256", "SHA-256", "sha-384", "SHA-384", "sha-512", "SHA-512");
    private static final HexFormat COLONS = HexFormat.ofDelimiter(":").withUpperCase();

    public CertificateFingerprint {
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        value = value.toUpperCase(Locale.ROOT);
    }

    /** Whether we can compute it; others are skipped (RFC 8122 §5 lets an end give several). */
    public boolean isSupported() {
        return DIGESTS.containsKey(algorithm);
    }

    boolean matches(byte[] certificate) {
        return isSupported() && of(algorithm, certificate).value.equals(value);
    }

    static CertificateFingerprint of(String algorithm, byte[] certificate) {
        try {
            byte[] hash = MessageDigest.getInstance(DIGESTS.get(algorithm)).digest(certificate);
            return new CertificateFingerprint(algorithm, COLONS.formatHex(hash));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
