package io.patchbay.gateway.trunk;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What somebody asked us to call: {@code tel:+49301234} (RFC 3966), a number, or a SIP URI.
 *
 * @param user the number or user part, unescaped, without visual separators
 * @param host of a SIP URI, in lower case with its port; empty for numbers
 */
public record Dialled(String user, String host) {

    /** @throws IllegalArgumentException saying what was expected */
    public static Dialled parse(String text) {
        String bare = text.strip();
        if (bare.regionMatches(true, 0, "tel:", 0, 4)) {
            return telephone(bare.substring(4));
        }
        if (bare.regionMatches(true, 0, "sip:", 0, 4)) {
            return sip(bare.substring(4), text);
        }
        if (bare.matches("\\+?[0-9*#][-.() 0-9*#]*")) {
            return new Dialled(bare.replaceAll("[-.() ]", ""), "");
        }
        throw new IllegalArgumentException(
                "'%s' is neither tel:+4930123 nor sip:user@host nor a number".formatted(text));
    }

    private static Dialled telephone(String rest) {
        String[] parts = rest.split(";");
        String number = parts.length == 0 ? "" : parts[0].replaceAll("[-.()]", "");
        if (!number.matches("\\+?[0-9A-Fa-f*#]{1,64}")) {
            throw new IllegalArgumentException("'tel:%s' holds no telephone number (RFC 3966)".formatted(rest));
        }
        return new Dialled(globalNumber(number, parts), "");
    }

    /** RFC 3966 §5.1.5: a local number is local to its phone-context. */
    private static String globalNumber(String number, String[] parts) {
        for (String part : parts) {
            if (!number.startsWith("+") && part.matches("(?i)phone-context=\\+[0-9]+")) {
                return part.substring("phone-context=".length()) + number.replaceFirst("^0", "");
            }
        }
        return number;
    }

    private static Dialled sip(String rest, String text) {
        int at = rest.lastIndexOf('@');
        String user = at < 0 ? "" : rest.substring(0, at).replaceFirst(";.*", "");
        String host = rest.substring(at + 1).replaceFirst("[;?].*", "").toLowerCase(Locale.ROOT);
        boolean valid = !user.isEmpty()
                && user.length() <= 128
                && user.chars().allMatch(c -> c > ' ' && c < 0x7f && "<>\"\\".indexOf(c) < 0)
                && host.matches("(\\[[0-9a-f:.]+]|[a-z0-9.-]+)(:[0-9]{1,5})?");
        if (!valid) {
            throw new IllegalArgumentException("'%s' is no SIP URI of the form sip:user@host".formatted(text));
        }
        return new Dialled(URLDecoder.decode(user.replace("+", "%2B"), StandardCharsets.UTF_8), host);
    }

    /** As people read it. */
    @Override
    public String toString() {
        return host.isEmpty() ? user : user + "@" + host;
    }
}
