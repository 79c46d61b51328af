package io.patchbay.media.sdp;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The value of an {@code a=fingerprint} (RFC 8122 §5): the hash of the certificate that a DTLS handshake will show.
 *
 * @param algorithm such as sha-256
 * @param value colon-separated hexadecimal octets
 */
public record Fingerprint(String algorithm, String value) {
    static final String NAME = "fingerprint";

    private static final Set<String> CHECKABLE = Set.of("sha-256", "sha-384", "sha-512");
    private static final Pattern VALUE = Pattern.compile("[0-9A-Fa-f]{2}(?::[0-9A-Fa-f]{2}){31,63}");
    private static final int MAX = 8;

    public Fingerprint {
        algorithm = algorithm.toLowerCase(Locale.ROOT);
        if (!CHECKABLE.contains(algorithm) || !VALUE.matcher(value).matches()) {
            throw new IllegalArgumentException("SDP fingerprint is none of " + CHECKABLE);
        }
    }

    /** Those of an m-line, else of its session, that can be checked. */
    static List<Fingerprint> of(SessionDescription session, MediaDescription media) {
        List<Fingerprint> own = checkable(media.attributes());
        return own.isEmpty() && !media.hasAttribute(NAME) ? checkable(session.attributes()) : own;
    }

    private static List<Fingerprint> checkable(List<Attribute> attributes) {
        List<Fingerprint> found = new ArrayList<>();
        for (Attribute attribute : attributes) {
            if (attribute.name().equalsIgnoreCase(NAME) && found.size() < MAX) {
                String[] fields = attribute.value().split("\\s+");
                if (fields.length == 2
                        && CHECKABLE.contains(fields[0].toLowerCase(Locale.ROOT))
                        && VALUE.matcher(fields[1]).matches()) {
                    found.add(new Fingerprint(fields[0], fields[1]));
                }
            }
        }
        return found;
    }

    Attribute toAttribute() {
        return new Attribute(NAME, algorithm + " " + value);
    }
}
