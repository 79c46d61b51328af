package io.patchbay.sip.locate;

import java.util.Locale;
import java.util.Set;

/**
 * Who is looked for: what a SIP URI says of where it leads (RFC 3263 §4).
 *
 * @param host a name, or an address, IPv6 without brackets
 * @param port {@link #ANY_PORT} where none is given
 * @param transport {@code udp}, {@code tcp}, {@code tls}, or empty where none is given
 * @param secure whether it is sips: TLS only
 */
public record SipServer(String host, int port, String transport, boolean secure) {
    public static final int ANY_PORT = -1;
    private static final Set<String> TRANSPORTS = Set.of("", "udp", "tcp", "tls");

    public SipServer {
        host = host.toLowerCase(Locale.ROOT);
        if (!TRANSPORTS.contains(transport)) {
            throw new IllegalArgumentException("servers are looked for by udp, tcp or tls, not by " + transport);
        }
    }

    boolean hasPort() {
        return port != ANY_PORT;
    }
}
