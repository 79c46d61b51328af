package io.patchbay.media.sfu;

import java.net.InetSocketAddress;

/** A path over UDP. */
final class UdpTuple extends WebRtcTuple {
    private final UdpPort port;
    private final InetSocketAddress remote;

    UdpTuple(UdpPort port, InetSocketAddress remote) {
        this.port = port;
        this.remote = remote;
    }

    @Override
    void attach(WebRtcTransport transport) {
        super.attach(transport);
        UdpTuple before = port.put(this);
        if (before != null && before != this && before.owner() != null) {
            before.owner().onTupleClosed(before); // another transport of the same browser had this address
        }
    }

    @Override
    void detach() {
        super.detach();
        port.remove(this);
    }

    @Override
    public InetSocketAddress localAddress() {
        return port.local();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return remote;
    }

    @Override
    public boolean tcp() {
        return false;
    }

    @Override
    public boolean send(byte[] buffer, int offset, int length) {
        return port.send(remote, buffer, offset, length);
    }
}
