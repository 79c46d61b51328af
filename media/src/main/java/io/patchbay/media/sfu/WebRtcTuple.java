package io.patchbay.media.sfu;

import io.patchbay.media.ice.IceTuple;

/** A path of the WebRTC ports, and whose it is. Belongs to the server's loop. */
abstract class WebRtcTuple implements IceTuple {
    private WebRtcTransport owner;

    /** The transport that validated this path, or null. */
    final WebRtcTransport owner() {
        return owner;
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
