package io.patchbay.gateway.admission;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;

/** Whom limits count as one: an IPv4 address, or a /64 of IPv6, since everybody has one of those to himself. */
record Source(InetAddress address) {
    static Source of(InetAddress address) {
        if (!(address instanceof Inet6Address)) {
            return new Source(address);
        }
        byte[] network = address.getAddress();
        Arrays.fill(network, 8, 16, (byte) 0);
        try {
            return new Source(InetAddress.getByAddress(network));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // only for lengths other than 4 and 16
        }
    }

    @Override
    public String toString() {
        return address.getHostAddress() + (address instanceof Inet6Address ? "/64" : "");
    }
}
