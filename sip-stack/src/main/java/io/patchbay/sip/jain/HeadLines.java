package io.patchbay.sip.jain;

import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.regex.Pattern;

/** What is wrong with a message's head that the stack's parser passes over. */
final class HeadLines {
    private static final Map<String, String> COMPACT = Map.of("i", "call-id", "f", "from", "t", "to");

    /** Headers of which a message has one at most (RFC 3261 §20, table 2); of two the parser would take either. */
    private static final Set<String> SINGLE = Set.of("call-id", "cseq", "from", "to", "max-forwards");

    private static final String INITIALS = "cCfFtTiImM"; // of those names, long and compact

    /** An IPv6 address that lacks its brackets (RFC 3261 §25.1, RFC 5118 §4.2). */
    private static final Pattern BARE_IPV6 = Pattern.compile("sips?:(?:[^@]*@)?[0-9a-fA-F]*:[0-9a-fA-F]*:[^@]*");

    private HeadLines() {}

    /** The mistake, empty where there is none. Every message comes through here: it splits nothing and looks at each line once. */
    static Optional<String> mistakeIn(String head) {
        String text = head.stripLeading();
        int end = endOfLine(text, 0);
        if (hasBareIpv6(text.substring(0, end))) {
            return Optional.of("an IPv6 address without brackets in the Request-URI");
        }
        Set<String> seen = new HashSet<>();
        for (int start = end + 1; start < text.length(); start = end + 1) {
            end = endOfLine(text, start);
            String name = singleIn(text, start, end);
            if (!name.isEmpty() && !seen.add(name)) {
                return Optional.of("more than one " + name + " header");
            }
        }
        return Optional.empty();
    }

    private static int endOfLine(String text, int start) {
        int end = text.indexOf('\n', start);
        return end < 0 ? text.length() : end;
    }

    private static boolean hasBareIpv6(String startLine) {
        StringTokenizer words = new StringTokenizer(startLine);
        if (words.countTokens() != 3) {
            return false;
        }
        words.nextToken();
        String uri = words.nextToken();
        return uri.startsWith("sip") && BARE_IPV6.matcher(uri).matches();
    }

    /** The long form of the line's header field where it is one of {@link #SINGLE}, else empty, also for continued lines. */
    private static String singleIn(String text, int start, int end) {
        if (INITIALS.indexOf(text.charAt(start)) < 0) {
            return "";
        }
        int colon = text.indexOf(':', start);
        if (colon < 0 || colon > end) {
            return "";
        }
        String name = text.substring(start, colon).strip().toLowerCase(Locale.ROOT);
        String known = COMPACT.getOrDefault(name, name);
        return SINGLE.contains(known) ? known : "";
    }
}
