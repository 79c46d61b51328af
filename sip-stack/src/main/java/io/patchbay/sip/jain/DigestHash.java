package io.patchbay.sip.jain;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/** The hashes of digest authentication (RFC 7616 §3.4): MD5 for the phones of today, SHA-256 for those of RFC 8760. */
enum DigestHash {
    MD5("MD5"),
    SHA_256("SHA-256");

    private final String token;

    DigestHash(String token) {
        this.token = token;
    }

    /** As the algorithm parameter spells it. */
    String token() {
        return token;
    }

    /** MD5 where none is named; empty for one that we don't do. */
    static Optional<DigestHash> of(String algorithm) {
        if (algorithm == null || algorithm.equalsIgnoreCase(MD5.token)) {
            return Optional.of(MD5);
        }
        return algorithm.equalsIgnoreCase(SHA_256.token) ? Optional.of(SHA_256) : Optional.empty();
    }

    /**
     * The response to a challenge.
     *
     * @param qop {@code auth}, or null for the form of RFC 2069, without {@code nc} and {@code cnonce}
     */
    String response(
            String user,
            String realm,
            String password,
            String method,
            String uri,
            String nonce,
            String qop,
            String nc,
            String cnonce) {
        String ha1 = hash(user + ":" + realm + ":" + password);
        String ha2 = hash(method + ":" + uri);
        return qop == null
                ? hash(ha1 + ":" + nonce + ":" + ha2)
                : hash(ha1 + ":" + nonce + ":" + nc + ":" + cnonce + ":" + qop + ":" + ha2);
    }

    private String hash(String text) {
        try {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance(token).digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java has no " + token, e);
        }
    }
}
