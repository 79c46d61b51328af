package io.patchbay.gateway.config;

import io.patchbay.gateway.access.IpLiteral;
import java.net.InetAddress;
import java.util.Optional;

/**
 * An address to be named instead of the local one: a literal, or what a STUN server sees.
 *
 * @param address the literal; empty where STUN tells
 * @param server the STUN server to ask; empty for those of {@code media.stun}
 */
public record Advertised(Optional<InetAddress> address, Optional<StunHost> server) {
    static final String ALLOWED = "addresses, stun, or stun: and a host as stun:stun.example.com:3478";

    private static final String STUN = "stun";

    static Advertised parse(String text) {
        if (text.equals(STUN)) {
            return new Advertised(Optional.empty(), Optional.empty());
        }
        return text.startsWith(STUN + ":")
                ? new Advertised(Optional.empty(), Optional.of(StunHost.parse(text.substring(STUN.length() + 1))))
                : new Advertised(Optional.of(IpLiteral.parse(text)), Optional.empty());
    }

    /** Whether STUN tells it. */
    public boolean byStun() {
        return address.isEmpty();
    }

    /** As it is written in the configuration. */
    @Override
    public String toString() {
        return address.map(InetAddress::getHostAddress)
                .orElseGet(() -> STUN + server.map(host -> ":" + host).orElse(""));
    }
}
