package io.patchbay.sip;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Set;

/**
 * Where a request is sent: the Request-URI, and the address and transport that reach it (for a device behind NAT the
 * address its REGISTER came from, not the one its Contact names).
 *
 * @param requestUri a SIP URI as text, with its parameters, as the device gave it
 * @param address resolved: nothing in the stack waits for DNS
 * @param transport {@code udp}, {@code tcp} or {@code tls}; {@code ws} or {@code wss} for a connection that is open
 * @param isFlow whether the far end chose this way itself, by registering from it: then no other transport is tried
 * @param path the proxies between, nearest first, each as {@code <sip:proxy;lr>} (RFC 3327); empty where there is none
 */
public record SipTarget(
        String requestUri, InetSocketAddress address, String transport, boolean isFlow, List<String> path) {
    private static final Set<String> TRANSPORTS = Set.of("udp", "tcp", "tls", "ws", "wss");

    public SipTarget {
        path = List.copyOf(path);
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(
                    "a SIP target needs an address, not the name " + address.getHostString());
        }
        if (!TRANSPORTS.contains(transport)) {
            throw new IllegalArgumentException(
                    "a SIP target is reached by one of " + TRANSPORTS + ", not by " + transport);
        }
    }

    /** Without proxies between. */
    public SipTarget(String requestUri, InetSocketAddress address, String transport, boolean isFlow) {
        this(requestUri, address, transport, isFlow, List.of());
    }

    /** A place that was looked up or configured. */
    public SipTarget(String requestUri, InetSocketAddress address, String transport) {
        this(requestUri, address, transport, false);
    }
}
