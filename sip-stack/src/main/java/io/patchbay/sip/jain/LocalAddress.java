package io.patchbay.sip.jain;

import gov.nist.core.Host;
import gov.nist.javax.sip.ListeningPointImpl;
import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.stack.HopImpl;
import gov.nist.javax.sip.stack.MessageProcessor;
import io.patchbay.sip.SipSocket;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.text.ParseException;
import java.util.Locale;
import javax.sip.InvalidArgumentException;
import javax.sip.SipProvider;
import javax.sip.address.Hop;
import javax.sip.header.ContactHeader;
import javax.sip.header.ViaHeader;

/**
 * One address that we listen on, UDP and TCP at the same port, TLS at another.
 *
 * @param socket where it is bound
 * @param tlsPort {@link #NO_PORT} where there is no TLS
 * @param advertised what Via and Contact name, an address or a host name; IPv6 without brackets
 * @param provider the stack's door to it: one provider for each address, since a provider has one listening point per
 *     transport
 */
record LocalAddress(InetSocketAddress socket, int tlsPort, String advertised, SipProvider provider) {
    static final int NO_PORT = -1;

    /**
     * The Contact by which the far end reaches us in a dialog (RFC 3261 §8.1.1.8).
     *
     * @param secure whether it must be sips, since the Request-URI is (§12.1.1)
     */
    ContactHeader contact(String transport, boolean secure) {
        return contact("", transport, secure);
    }

    /** The same with a user part, escaped; without one where {@code user} is empty. */
    ContactHeader contact(String user, String transport, boolean secure) {
        try {
            SipUri uri = new SipUri();
            if (!user.isEmpty()) {
                uri.setUser(Uris.escapeUser(user));
            }
            uri.setHost(host());
            uri.setPort(port(transport));
            uri.setSecure(secure);
            String parameter = transportParameter(transport, secure);
            if (!parameter.isEmpty()) {
                uri.setTransportParam(parameter);
            }
            AddressImpl address = new AddressImpl();
            address.setURI(uri);
            Contact contact = new Contact();
            contact.setAddress(address);
            return contact;
        } catch (ParseException e) {
            throw new IllegalStateException("cannot name " + advertised + " in a Contact", e);
        }
    }

    private static String transportParameter(String transport, boolean secure) {
        return switch (transport.toLowerCase(Locale.ROOT)) {
            case "udp" -> "";
            case "tls" -> secure ? "" : "tls";
            case "ws", "wss" -> "ws"; // RFC 7118 §5.4: one word for both
            default -> "tcp";
        };
    }

    /** A Via for a new request; rport asks for an answer to where it came from (RFC 3581). */
    ViaHeader via(String transport, String branch) {
        try {
            Via via = new Via();
            via.setTransport(transport.toUpperCase(Locale.ROOT));
            via.setHost(new Host(host()));
            via.setPort(port(transport));
            via.setParameter(Via.RPORT, null);
            via.setBranch(branch);
            return via;
        } catch (ParseException | InvalidArgumentException e) {
            throw new IllegalStateException("cannot name " + advertised + " in a Via", e);
        }
    }

    private int port(String transport) {
        return transport.equalsIgnoreCase("tls") ? tlsPort : socket.getPort();
    }

    /** Whether a request can be sent from here by {@code transport}. */
    boolean speaks(String transport) {
        return provider.getListeningPoint(transport) != null;
    }

    /** Whether {@code way} is a connection, to or from the peer, that is open here. */
    boolean isConnected(Destination way) {
        MessageProcessor transport = transport(way.transport());
        return transport instanceof TcpTransport stream && stream.isConnectedTo(way.address())
                || transport instanceof WebSocketTransport sockets && sockets.isConnectedTo(way.address());
    }

    /**
     * Begins to connect, where {@code way} needs a connection and there is none; the host name that its address came from is
     * the one by which a TLS server is judged.
     *
     * @throws IOException where it is known at once that there can be none
     */
    void connect(Destination way) throws IOException {
        MessageProcessor transport = transport(way.transport());
        if (transport == null) {
            throw new IOException(way.transport() + " is not spoken here");
        }
        if (transport instanceof TcpTransport stream) {
            stream.connection(way.address(), way.address().getHostString());
        } else if (transport instanceof WebSocketTransport sockets) {
            sockets.createMessageChannel(
                    way.address().getAddress(), way.address().getPort());
        }
    }

    /** Whether {@code way} may be tried: not where connecting failed not long ago. */
    boolean isWorthConnecting(Destination way) {
        return transport(way.transport()) instanceof TcpTransport stream && stream.isWorthConnecting(way.address());
    }

    /** A connection of a WebSocket client (RFC 7118) that came to this address. */
    WebSocketConnection open(SipSocket webSocket) {
        return ((WebSocketTransport) transport(webSocket.isSecure() ? "wss" : "ws")).open(webSocket);
    }

    private MessageProcessor transport(String name) {
        return provider.getListeningPoint(name) instanceof ListeningPointImpl listening
                ? listening.getMessageProcessor()
                : null;
    }

    /** {@code target} as the stack wants it. */
    static Hop hop(InetSocketAddress target, String transport) {
        String host = target.getAddress().getHostAddress();
        if (target.getAddress() instanceof Inet6Address) {
            host = "[" + host + "]";
        }
        return new HopImpl(host, target.getPort(), transport);
    }

    private String host() {
        return advertised.indexOf(':') >= 0 && !advertised.startsWith("[") ? "[" + advertised + "]" : advertised;
    }
}
