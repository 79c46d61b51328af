package io.patchbay.sip;

import java.net.InetSocketAddress;

/**
 * Where a request is sent: the Request-URI, and the address and transport that reach it (for a device behind NAT the
 * address its REGISTER came from, not the one its Contact names).
 *
 * @param requestUri a SIP URI as text, with its parameters, as the device gave it
 * @param address resolved: nothing in the stack waits for DNS
 * @param transport {@code udp} or {@code tcp}
 */
public record SipTarget(String requestUri, InetSocketAddress address, String transport) {
    public SipTarget {
        if (address.isUnresolved()) {
            throw new IllegalArgumentException(
                    "a SIP target needs an address, not the name " + address.getHostString());
        }
        if (!transport.equals("udp") && !transport.equals("tcp")) {
            throw new IllegalArgumentException("a SIP target is reached by udp or tcp, not by " + transport);
        }
    }
}
