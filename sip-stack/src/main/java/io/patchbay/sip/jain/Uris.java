package io.patchbay.sip.jain;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.parser.StringMsgParser;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.Optional;
import javax.sip.address.Address;
import javax.sip.address.SipURI;
import javax.sip.address.TelURL;
import javax.sip.address.URI;

/** Addresses of the stack's kind and of ours, each way. */
final class Uris {
    private static final int DEFAULT_PORT = 5060;

    private Uris() {}

    /** A URI that isn't SIP keeps its text as the user part, so that it can at least be shown. */
    static SipUri read(URI uri) {
        if (uri instanceof SipURI sip) {
            String user = sip.getUser() == null ? "" : unescape(sip.getUser());
            return new SipUri(sip.isSecure() ? "sips" : "sip", user, sip.getHost(), sip.getPort());
        }
        if (uri instanceof TelURL number && number.getPhoneNumber() != null) {
            String digits = number.getPhoneNumber().replaceAll("[-.()]", ""); // RFC 3966 §5.1.1: visual separators
            return new SipUri("tel", (number.isGlobal() && !digits.startsWith("+") ? "+" : "") + digits, "", -1);
        }
        String text = uri.toString();
        return new SipUri(uri.getScheme(), text.substring(text.indexOf(':') + 1), "", -1);
    }

    static SipAddress read(Address address) {
        String name = address.getDisplayName();
        return new SipAddress(name == null ? "" : unquote(name), read(address.getURI()));
    }

    /** RFC 3261 §25.1: in a quoted string a backslash makes the next character a plain one. */
    private static String unquote(String quoted) {
        return quoted.replaceAll("\\\\(.)", "$1").replaceAll("\\p{Cntrl}", " ").strip();
    }

    static URI parse(String uri) {
        try {
            return new StringMsgParser().parseUrl(uri);
        } catch (ParseException | RuntimeException e) {
            throw new IllegalArgumentException("not a SIP URI: " + uri, e);
        }
    }

    static Address write(SipAddress address) {
        SipUri uri = address.uri();
        String user = uri.user().isEmpty() ? "" : escapeUser(uri.user()) + "@";
        AddressImpl written = new AddressImpl();
        written.setURI(parse(uri.scheme() + ":" + user + uri.host() + (uri.port() < 0 ? "" : ":" + uri.port())));
        if (!address.displayName().isEmpty()) {
            written.setDisplayName(address.displayName().replaceAll("[\\p{Cntrl}\"\\\\]", " "));
        }
        return written;
    }

    /** A name-addr without a display name. */
    static Address address(String uri) {
        AddressImpl address = new AddressImpl();
        address.setURI(parse(uri));
        return address;
    }

    static String text(SipUri uri) {
        String user = uri.user().isEmpty() ? "" : escapeUser(uri.user()) + "@";
        return uri.scheme() + ":" + user + uri.host() + (uri.port() < 0 ? "" : ":" + uri.port());
    }

    static String escapeUser(String user) {
        return SipUri.escapeUser(user);
    }

    static String unescape(String text) {
        if (text.indexOf('%') < 0) {
            return text;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] in = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < in.length; i++) {
            int high = i + 2 < in.length && in[i] == '%' ? Character.digit(in[i + 1], 16) : -1;
            int low = high >= 0 ? Character.digit(in[i + 2], 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(in[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    /** The transport that {@code uri} asks for, else UDP, or TLS for sips (RFC 3263 §4.1 without DNS). */
    static String transportOf(URI uri) {
        if (!(uri instanceof SipURI sip)) {
            return "udp";
        }
        String named =
                sip.getTransportParam() == null ? "" : sip.getTransportParam().toLowerCase(Locale.ROOT);
        return switch (named) {
            case "" -> sip.isSecure() ? "tls" : "udp";
            case "tcp" -> sip.isSecure() ? "tls" : "tcp"; // RFC 3261 §26.2.2: sips is TLS over it
            case "ws" -> sip.isSecure() ? "wss" : "ws"; // RFC 7118 §5.4
            default -> named;
        };
    }

    /** Some clients write WS where it is WSS. */
    static boolean isSameTransport(String one, String other) {
        return one.equalsIgnoreCase(other) || one.equalsIgnoreCase("wss") && other.equalsIgnoreCase("ws");
    }

    static boolean isSecure(URI uri) {
        return uri instanceof SipURI sip && sip.isSecure();
    }

    /** RFC 3261 §19.1.2. */
    static int defaultPort(String transport) {
        return transport.equals("tls") ? 5061 : DEFAULT_PORT;
    }

    /** The address and port that {@code uri} names; empty where it names a host by name. Waits for no DNS. */
    static Optional<InetSocketAddress> literalAddress(URI uri) {
        if (!(uri instanceof SipURI sip)) {
            return Optional.empty();
        }
        String host = sip.getMAddrParam() == null ? sip.getHost() : sip.getMAddrParam();
        int port = sip.getPort() < 0 ? defaultPort(transportOf(uri)) : sip.getPort();
        return literal(host).map(address -> new InetSocketAddress(address, port));
    }

    /** {@code host} where it is an address, not a name. */
    static Optional<InetAddress> literal(String host) {
        boolean isAddress = host.matches("[0-9.]+") || host.indexOf(':') >= 0;
        try {
            return isAddress ? Optional.of(InetAddress.getByName(host)) : Optional.empty();
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }
}
