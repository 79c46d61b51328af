package io.patchbay.media.sdp;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps keys and passwords that descriptions carry out of logs. */
public final class Secrets {
    static final String HIDDEN = "***";

    private static final Set<String> NAMES = Set.of("crypto", "ice-pwd", "key-mgmt");
    private static final Pattern LINE =
            Pattern.compile("(?im)^(\\s*a\\s*=\\s*(?:crypto|ice-pwd|key-mgmt)|\\s*k\\s*=)[^\\r\\n]*");

    private Secrets() {}

    static boolean areIn(String attribute) {
        return NAMES.contains(attribute.toLowerCase(Locale.ROOT));
    }

    /** A description's text, or a line of it, fit to be shown: the values of a=crypto, a=ice-pwd and k= are hidden. */
    public static String hide(String sdp) {
        return LINE.matcher(sdp).replaceAll("$1:" + HIDDEN);
    }
}
