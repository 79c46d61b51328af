package io.patchbay.testbeds.phone;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Answers a digest challenge (RFC 8760, RFC 7616): MD5 or SHA-256, with {@code qop=auth} where it is offered. */
public record Digest(String user, String password) {

    /** The value of Authorization for a request, from the value of WWW-Authenticate. */
    public String answer(String challenge, String method, String uri, String clientNonce) {
        String realm = value(challenge, "realm");
        String nonce = value(challenge, "nonce");
        String opaque = value(challenge, "opaque");
        String algorithm = value(challenge, "algorithm").isEmpty() ? "MD5" : value(challenge, "algorithm");
        boolean qop = value(challenge, "qop").contains("auth");
        String secret = hash(algorithm, user + ":" + realm + ":" + password);
        String request = hash(algorithm, method + ":" + uri);
        String response = qop
                ? hash(algorithm, secret + ":" + nonce + ":00000001:" + clientNonce + ":auth:" + request)
                : hash(algorithm, secret + ":" + nonce + ":" + request);
        StringBuilder answer = new StringBuilder(
                "Digest username=\"%s\", realm=\"%s\", nonce=\"%s\", uri=\"%s\", response=\"%s\", algorithm=%s"
                        .formatted(user, realm, nonce, uri, response, algorithm));
        if (qop) {
            answer.append(", qop=auth, nc=00000001, cnonce=\"")
                    .append(clientNonce)
                    .append('"');
        }
        if (!opaque.isEmpty()) {
            answer.append(", opaque=\"").append(opaque).append('"');
        }
        return answer.toString();
    }

    private static String value(String challenge, String name) {
        Matcher matcher = Pattern.compile("(?i)[\\s,]" + name + "\\s*=\\s*(?:\"([^\"]*)\"|([^,\\s]+))")
                .matcher(challenge);
        if (!matcher.find()) {
            return "";
        }
        return matcher.group(1) != null ? matcher.group(1) : matcher.group(2);
    }

    private static String hash(String algorithm, String text) {
        try {
            byte[] digest = MessageDigest.getInstance(algorithm.equalsIgnoreCase("MD5") ? "MD5" : "SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
