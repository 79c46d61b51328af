package io.patchbay.gateway.config;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which calls go out through a trunk, and how. Nothing goes out unless {@code prefixes} says so.
 *
 * @param prefixes of the E.164 numbers that may be called through it, as {@code +49}; {@code any} for every user part
 * @param priority the lowest is tried first
 * @param weight among those of the same priority: how often it is tried first, in proportion
 * @param fromUser whom we call as; empty for the caller's own number
 * @param numbers how it wants numbers
 * @param identity in which header field it is told who calls, beside From
 * @param anonymous whether those called are not to see who calls (RFC 3323)
 * @param headers names of header fields that callers of ours may send through it, in lower case
 */
public record TrunkOutbound(
        List<String> prefixes,
        int priority,
        int weight,
        String fromUser,
        NumberFormat numbers,
        IdentityHeader identity,
        boolean anonymous,
        List<String> headers) {
    static final String ANY = "any";

    public TrunkOutbound {
        prefixes = List.copyOf(prefixes);
        headers = List.copyOf(headers);
    }

    /** Whether {@code number}, normalised, may be called. */
    public boolean allows(String number) {
        return prefixes.stream().anyMatch(prefix -> prefix.equals(ANY) || number.startsWith(prefix));
    }

    static TrunkOutbound read(Section section) {
        TrunkOutbound outbound = new TrunkOutbound(
                section.list("prefixes", List.of(), "the beginning of a number as +49, or any", TrunkOutbound::prefix),
                section.integer("priority", 10, 0, 65_535),
                section.integer("weight", 10, 0, 65_535),
                section.text("from-user", ""),
                section.choice("numbers", NumberFormat.E164, NumberFormat.class),
                section.choice("identity", IdentityHeader.NONE, IdentityHeader.class),
                section.flag("anonymous", false),
                section.list("headers", List.of(), TrunkConfig.HEADER, TrunkConfig::header));
        section.finish();
        return outbound;
    }

    private static String prefix(String text) {
        String prefix = text.toLowerCase(Locale.ROOT);
        if (!Set.of(ANY).contains(prefix) && !prefix.matches("\\+?[0-9*#]{1,20}")) {
            throw new IllegalArgumentException();
        }
        return prefix;
    }
}
