package io.patchbay.media.sfu;

import io.patchbay.media.ice.IceTuple;

/** A path of the WebRTC ports, and whose it is. Belongs to the server's loop. */
abstract class WebRtcTuple implements IceTuple {
    private static final long LIVELY_NANOS = 8_000_000_000L; // a browser asks for consent each 4 to 6 s (RFC 7675 §5.1)

    private WebRtcTransport owner;
    private long lastCheckNanos;

    /** The transport that validated this path, or null. */
    final WebRtcTransport owner() {
        return owner;
    }

    /** A check of the owner's came by this path. */
    final void checked(long nowNanos) {
        lastCheckNanos = nowNanos;
    }

    /** Whether its owner uses it: then nobody else gets it, who could only have forged the address. */
    final boolean isLively(long nowNanos) {
        return owner != null && nowNanos - lastCheckNanos < LIVELY_NANOS;
    }

    /** Packets on this path are for {@code transport} from now on. */
    void attach(WebRtcTransport transport) {
        owner = transport;
    }

    /** The owner lets go of it. */
    void detach() {
        owner = null;
    }

    final TransportTuple describe() {
        return new TransportTuple(
                localAddress().getAddress().getHostAddress(),
                localAddress().getPort(),
                remoteAddress().getAddress().getHostAddress(),
                remoteAddress().getPort(),
                tcp() ? "tcp" : "udp");
    }
}
