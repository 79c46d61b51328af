package io.patchbay.sip;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * Where a message came from, as the transport below saw it.
 *
 * @param address the far end of the socket
 * @param transport {@code udp}, {@code tcp}, {@code tls}, {@code ws} or {@code wss}
 * @param certificateNames the names that its TLS certificate proves, which has been verified: DNS names in lower case and
 *     hosts of SIP URIs (RFC 5922 §7.1); empty where it showed none
 */
public record MessageSource(InetSocketAddress address, String transport, List<String> certificateNames) {
    public MessageSource {
        certificateNames = List.copyOf(certificateNames);
    }
}
