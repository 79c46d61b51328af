package io.patchbay.sip;

import java.nio.charset.StandardCharsets;

/**
 * A SIP or SIPS URI as far as routing reads it (RFC 3261 §19.1.1).
 *
 * @param scheme {@code sip} or {@code sips}; {@code tel}, whose number is the user part then, without a host
 * @param user the user part, unescaped; empty where there is none
 * @param host a host name or address, IPv6 in brackets
 * @param port the port, or -1 where none is given
 */
public record SipUri(String scheme, String user, String host, int port) {
    /** Characters that a user part bears unescaped (RFC 3261 §25.1: unreserved and user-unreserved). */
    private static final String USER_SAFE = "-_.!~*'()&=+$,;?/";

    public static SipUri of(String user, String host) {
        return new SipUri("sip", user, host, -1);
    }

    /** {@code user} as it is written in a URI. */
    public static String escapeUser(String user) {
        StringBuilder escaped = new StringBuilder();
        for (byte b : user.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 0x80 && (Character.isLetterOrDigit(c) || USER_SAFE.indexOf(c) >= 0)) {
                escaped.append(c);
            } else {
                escaped.append('%').append(String.format("%02X", (int) c));
            }
        }
        return escaped.toString();
    }

    @Override
    public String toString() {
        if (host.isEmpty()) {
            return scheme + ":" + user; // of another scheme, as tel:
        }
        return scheme + ":" + (user.isEmpty() ? "" : user + "@") + host + (port < 0 ? "" : ":" + port);
    }
}
