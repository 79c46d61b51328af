package io.patchbay.sip.jain;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What is wrong with a message's head that the stack's parser passes over. */
final class HeadLines {
    private static final Map<String, String> COMPACT =
            Map.of("i", "call-id", "f", "from", "t", "to", "l", "content-length");

    /** Headers of which a message has one at most (RFC 3261 §20, table 2); of two the parser would take either. */
    private static final Set<String> SINGLE = Set.of("call-id", "cseq", "from", "to", "max-forwards");

    /** An IPv6 address that lacks its brackets (RFC 3261 §25.1, RFC 5118 §4.2). */
    private static final Pattern BARE_IPV6 = Pattern.compile("sips?:(?:[^@]*@)?[0-9a-fA-F]*:[0-9a-fA-F]*:[^@]*");

    private HeadLines() {}

    /** The mistake, empty where there is none. */
    static Optional<String> mistakeIn(String head) {
        String[] lines = head.stripLeading().split("\r?\n");
        String[] first = lines[0].strip().split(" +");
        if (first.length == 3 && BARE_IPV6.matcher(first[1]).matches()) {
            return Optional.of("an IPv6 address without brackets in the Request-URI");
        }
        Set<String> seen = new HashSet<>();
        for (int i = 1; i < lines.length; i++) {
            String name = nameOf(lines[i]);
            if (SINGLE.contains(name) && !seen.add(name)) {
                return Optional.of("more than one " + name + " header");
            }
        }
        return Optional.empty();
    }

    /** The header field's name in its long form; empty for a line that continues the one before. */
    private static String nameOf(String line) {
        int colon = line.indexOf(':');
        if (colon < 0 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
            return "";
        }
        String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
        return COMPACT.getOrDefault(name, name);
    }
}
