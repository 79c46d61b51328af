package io.patchbay.media.ice;

import java.net.InetSocketAddress;

/** A TURN server (RFC 8656) by UDP, with long-term credentials (RFC 8489 §9.2). */
public record TurnServer(InetSocketAddress address, String username, String password) {
    @Override
    public String toString() {
        return "TurnServer[" + address + ", " + username + "]";
    }
}
