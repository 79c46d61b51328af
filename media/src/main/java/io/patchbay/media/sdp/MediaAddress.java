package io.patchbay.media.sdp;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where the other end takes packets, as its description says.
 *
 * @param host literal address or, rarely, a host name
 */
public record MediaAddress(String host, int port) {
    private static final Pattern IP4 = Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(?:\\.(?!$)|$)){4}");
    private static final int LONGEST_LITERAL = 64; // an IPv6 address has 45 at most, and its zone
    private static final int LONGEST_NAME = 255; // RFC 1035 §2.3.4
    private static final Pattern IP6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?:%[0-9A-Za-z]+)?");

    public MediaAddress {
        SdpText.token("host", host);
        SdpText.port("port", port);
    }

    /** As a socket address, never asking the DNS; empty for a host name. */
    public Optional<InetSocketAddress> literal() {
        return isLiteral(host) ? toInetAddress(host).map(a -> new InetSocketAddress(a, port)) : Optional.empty();
    }

    static boolean isLiteral(String host) {
        // without a limit the patterns take the square of the length: minutes for a long line
        return host.length() <= LONGEST_LITERAL
                && (IP4.matcher(host).matches() || IP6.matcher(host).matches());
    }

    /** Digits and dots that are no address would go to the DNS as a name: refuse them. */
    static boolean isUsable(String host) {
        if (isLiteral(host)) {
            return toInetAddress(host).filter(a -> !a.isMulticastAddress()).isPresent();
        }
        return host.length() <= LONGEST_NAME
                && host.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_')
                && host.chars().anyMatch(Character::isLetter);
    }

    private static Optional<InetAddress> toInetAddress(String literal) {
        try {
            return Optional.of(InetAddress.getByName(literal));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    @Override
    public String toString() {
        return host.indexOf(':') >= 0 ? "[" + host + "]:" + port : host + ":" + port;
    }
}
