package io.patchbay.gateway.access;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** IP addresses written out, as opposed to host names, which would need a name server to read. */
public final class IpLiteral {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%[\\w.-]+)?");

    private static final int LONGEST = 64; // an IPv6 address has 45 at most, and its scope; IPV6 takes the square of it

    private IpLiteral() {}

    /**
     * Reads an IPv4 or IPv6 address, the latter with or without brackets. The scope of a link-local one ({@code %eth0}) is
     * left out: it says by which interface it is reached, not which address it is.
     *
     * @throws IllegalArgumentException where {@code text} is anything else
     */
    public static InetAddress parse(String text) {
        String bare = text.startsWith("[") && text.endsWith("]") ? text.substring(1, text.length() - 1) : text;
        if (bare.length() > LONGEST
                || !IPV4.matcher(bare).matches() && !IPV6.matcher(bare).matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IP address");
        }
        try {
            return InetAddress.getByName(bare.replaceFirst("%.*", "")); // a literal: no look-up
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("\"" + text + "\" is not an IP address");
        }
    }

    public static boolean isOne(String text) {
        try {
            parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
