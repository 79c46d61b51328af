package io.patchbay.gateway.config;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A STUN or TURN server: {@code stun.example.com}, {@code 198.51.100.7:3479}, {@code [2001:db8::1]}.
 *
 * @param host a name or an address, IPv6 without brackets
 * @param port 1 to 65535
 */
public record StunHost(String host, int port) {
    static final String ALLOWED = "a host as stun.example.com or 198.51.100.7:3478";

    private static final int DEFAULT_PORT = 3478; // RFC 8489 §8.1
    private static final Pattern WRITTEN =
            Pattern.compile("(?<host>\\[[0-9a-fA-F:.]+]|[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?)(:(?<port>\\d{1,5}))?");

    static StunHost parse(String text) {
        Matcher matcher = WRITTEN.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException();
        }
        int port = matcher.group("port") == null ? DEFAULT_PORT : Integer.parseInt(matcher.group("port"));
        if (port == 0 || port > 65_535) {
            throw new IllegalArgumentException("port " + port + " is none");
        }
        return new StunHost(matcher.group("host").replaceAll("[\\[\\]]", ""), port);
    }

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + port;
    }
}
