package io.patchbay.media.sfu;

import java.net.InetSocketAddress;

/** Plain RTP and RTCP on one UDP port of its own. */
public final class PlainTransport extends Transport {
    PlainTransport() {}

    /** The path; its remote address is null and its remote port 0 while unknown. */
    public TransportTuple tuple() {
        throw new UnsupportedOperationException();
    }

    /**
     * Says where to send. Once.
     *
     * @throws IllegalStateException where it was called before, or the transport is comedia
     */
    public void connect(InetSocketAddress remote) {
        throw new UnsupportedOperationException();
    }

    @Override
    public TransportDump dump() {
        throw new UnsupportedOperationException();
    }
}
