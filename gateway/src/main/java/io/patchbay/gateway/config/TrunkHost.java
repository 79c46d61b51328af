package io.patchbay.gateway.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a provider or PBX is: {@code sip.example.com}, {@code 198.51.100.7:5080}, {@code [2001:db8::1];transport=tcp}.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port {@link #ANY_PORT} where none is given: then name servers say which (RFC 3263)
 * @param transport {@code udp}, {@code tcp} or {@code tls}; empty where none is given
 */
public record TrunkHost(String host, int port, String transport) {
    static final String ALLOWED = "a host as sip.example.com, 198.51.100.7:5080 or [2001:db8::1];transport=tcp";

    private static final Pattern WRITTEN = Pattern.compile(
            "(?<host>\\[[0-9a-fA-F:.]+]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(:(?<port>\\d{1,5}))?(;transport=(?<transport>udp|tcp|tls))?",
            Pattern.CASE_INSENSITIVE);
    public static final int ANY_PORT = -1;

    static TrunkHost parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException();
        }
        int port = matcher.group("port") == null ? ANY_PORT : Integer.parseInt(matcher.group("port"));
        if (port == 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is none");
        }
        String transport = matcher.group("transport");
        return new TrunkHost(
                matcher.group("host").replaceAll("[\\[\\]]", "").toLowerCase(Locale.ROOT),
                port,
                transport == null ? "" : transport.toLowerCase(Locale.ROOT));
    }

    /** As the host part of a URI: IPv6 in brackets. */
    public String inUri() {
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return inUri() + (port == ANY_PORT ? "" : ":" + port) + (transport.isEmpty() ? "" : ";transport=" + transport);
    }
}
