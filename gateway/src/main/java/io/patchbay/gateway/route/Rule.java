package io.patchbay.gateway.route;

import io.patchbay.gateway.config.AnswerConfig;
import io.patchbay.gateway.config.RouteConfig;
import java.util.Locale;
import java.util.Optional;

/** One rule of routing, read against a call. */
record Rule(RouteConfig config) {

    enum Kind {
        ROOM,
        DEVICE,
        TRUNK,
        TEST,
        REFUSE
    }

    /**
     * Where it leads.
     *
     * @param user the user part as the rule writes it
     * @param name of the room, device, trunk or test line that the rule itself names; empty where it names none
     * @param answer what the caller gets before a room answers
     */
    record Target(Kind kind, String user, String name, AnswerConfig answer) {}

    /** Why it does not fit; empty where it does. */
    Optional<String> whyNot(String user, Origin origin) {
        if (!config.from().equals("any") && !config.from().equals(origin.toString())) {
            return Optional.of("it is for calls from %s, this one is from %s".formatted(config.from(), origin));
        }
        if (!matches(config.match(), user.toLowerCase(Locale.ROOT))) {
            return Optional.of("'%s' does not match".formatted(user));
        }
        return Optional.empty();
    }

    Target apply(String user) {
        int colon = config.to().indexOf(':');
        String kind = colon < 0 ? config.to() : config.to().substring(0, colon);
        String name = colon < 0 ? "" : config.to().substring(colon + 1);
        String written = config.prefix() + user.substring(Math.min(user.length(), config.strip()));
        return new Target(Kind.valueOf(kind.toUpperCase(Locale.ROOT)), written, name, config.answer());
    }

    /** Whether it is for calls of {@code origin} by name, not for everybody's. */
    boolean names(Origin origin) {
        return config.from().equals(origin.toString());
    }

    /** Whether {@code text} fits {@code pattern}, in time proportional to the product of their lengths at worst. */
    static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1; // the last star seen, and up to where it reaches
        int reach = 0;
        while (t < text.length()) {
            char wanted = p < pattern.length() ? pattern.charAt(p) : 0;
            if (wanted == '*') {
                star = p++;
                reach = t;
            } else if (wanted == '?' || p < pattern.length() && wanted == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++reach;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
