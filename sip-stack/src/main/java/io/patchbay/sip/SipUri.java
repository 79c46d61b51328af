package io.patchbay.sip;

/**
 * A SIP or SIPS URI as far as routing reads it (RFC 3261 §19.1.1).
 *
 * @param scheme {@code sip} or {@code sips}
 * @param user the user part, unescaped; empty where there is none
 * @param host a host name or address, IPv6 in brackets
 * @param port the port, or -1 where none is given
 */
public record SipUri(String scheme, String user, String host, int port) {

    public static SipUri of(String user, String host) {
        return new SipUri("sip", user, host, -1);
    }

    @Override
    public String toString() {
        return scheme + ":" + (user.isEmpty() ? "" : user + "@") + host + (port < 0 ? "" : ":" + port);
    }
}
