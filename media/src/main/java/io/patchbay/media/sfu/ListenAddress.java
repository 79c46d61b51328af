package io.patchbay.media.sfu;

import java.net.InetAddress;

/**
 * A local address with WebRTC ports.
 *
 * @param local the address that the sockets are bound to; not a wildcard, so that answers leave from where checks came to
 * @param advertised what candidates say: the same address, or the public one where this host sits behind a 1:1 NAT; may be
 *     a host name
 */
public record ListenAddress(InetAddress local, String advertised) {
    public ListenAddress {
        if (local == null || local.isAnyLocalAddress()) {
            throw new IllegalArgumentException("a listen address must be one address of this host, not " + local);
        }
        advertised = advertised == null || advertised.isBlank() ? withoutScope(local) : advertised;
    }

    public ListenAddress(InetAddress local) {
        this(local, null);
    }

    /** An IPv6 scope means something on this host only. */
    private static String withoutScope(InetAddress address) {
        return address.getHostAddress().replaceFirst("%.*", "");
    }
}
