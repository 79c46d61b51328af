package io.patchbay.media.sdp;

import io.patchbay.media.srtp.SrtpMasterKey;
import io.patchbay.media.srtp.SrtpSuite;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code a=crypto} that we can work with (RFC 4568).
 *
 * @param tag names it among those of its offer; the answer repeats it
 */
record CryptoLine(int tag, SrtpMasterKey key) {
    static final String NAME = "crypto";

    private static final int MAX_NAMED = 32;
    private static final Pattern LINE = Pattern.compile("(\\d{1,9})\\s+(\\S+)\\s+(\\S+)((?:\\s+\\S+)*)");
    private static final Pattern INLINE =
            Pattern.compile("inline:([A-Za-z0-9+/]+={0,2})(?:\\|((?:2\\^)?\\d{1,15}))?(\\|\\d+:\\d+)?", 2);

    /** Why a line cannot be used: printable, and without the key. */
    static final class Unusable extends Exception {
        private static final long serialVersionUID = 1;

        Unusable(String reason) {
            super(reason, null, false, false);
        }
    }

    static CryptoLine parse(String value) throws Unusable {
        Matcher line = LINE.matcher(value);
        if (!line.matches()) {
            throw new Unusable("a=crypto without tag, suite and key");
        }
        String name = printable(line.group(2));
        SrtpSuite suite = SrtpSuite.ofSdesName(line.group(2)).orElseThrow(() -> new Unusable(name));
        for (String parameter : line.group(4).strip().split("\\s+")) {
            requireKnown(name, parameter);
        }
        Matcher inline = INLINE.matcher(line.group(3));
        if (line.group(3).indexOf(';') >= 0 || inline.matches() && inline.group(3) != null) {
            throw new Unusable(name + " with a master key identifier (MKI)");
        }
        if (!inline.matches()) {
            throw new Unusable(name + " with a key that cannot be read");
        }
        try {
            byte[] keyAndSalt = Base64.getDecoder().decode(inline.group(1));
            return new CryptoLine(Integer.parseInt(line.group(1)), SrtpMasterKey.of(suite, keyAndSalt));
        } catch (IllegalArgumentException e) {
            throw new Unusable(name + " with a key of the wrong length");
        }
    }

    /** Those that change how packets are made must be refused where they are not done (RFC 4568 §6.3). */
    private static void requireKnown(String suite, String parameter) throws Unusable {
        boolean harmless = parameter.isEmpty() || parameter.startsWith("-") || parameter.startsWith("WSH=");
        if (!harmless) {
            throw new Unusable(suite + " with " + printable(parameter));
        }
    }

    private static String printable(String text) {
        String cut = text.length() > MAX_NAMED ? text.substring(0, MAX_NAMED) : text;
        return cut.replaceAll("[^\\x21-\\x7E]", "?");
    }

    Attribute toAttribute() {
        String key = Base64.getEncoder().encodeToString(this.key.keyAndSalt());
        return new Attribute(NAME, tag + " " + this.key.suite().sdesName() + " inline:" + key);
    }
}
