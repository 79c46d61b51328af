package io.patchbay.testbeds.sipp;

import java.util.List;

/**
 * Something that a message must say, else its call fails.
 *
 * @param header its name with the colon; empty for the body
 * @param pattern a POSIX regular expression that must be found, or must not
 * @param keptAs the name of a variable that the first group, or all that was found, goes to; empty for none
 */
public record SippCheck(String header, String pattern, boolean wanted, String keptAs) {

    public static SippCheck header(String name, String pattern) {
        return new SippCheck(name + ":", pattern, true, "");
    }

    public static SippCheck body(String pattern) {
        return new SippCheck("", pattern, true, "");
    }

    public static SippCheck notInBody(String pattern) {
        return new SippCheck("", pattern, false, "");
    }

    /** Keeps what is found for {@code [$variable]}. */
    public SippCheck keptAs(String variable) {
        return new SippCheck(header, pattern, wanted, variable);
    }

    List<String> variables(int known) {
        return List.of(keptAs.isEmpty() ? "found" + known : keptAs);
    }

    String write(List<String> variables) {
        String where = header.isEmpty() ? "search_in=\"body\"" : "search_in=\"hdr\" header=\"" + header + "\"";
        return "      <ereg regexp=\"%s\" %s %s=\"true\" assign_to=\"%s\"/>\n"
                .formatted(
                        pattern.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;"),
                        where,
                        wanted ? "check_it" : "check_it_inverse",
                        variables.get(variables.size() - 1));
    }
}
