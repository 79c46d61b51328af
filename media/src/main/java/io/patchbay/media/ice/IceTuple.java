package io.patchbay.media.ice;

import java.net.InetSocketAddress;

/** One path between a transport and a browser: a pair of addresses, or a TCP connection. Compared by identity. */
public interface IceTuple {
    InetSocketAddress localAddress();

    InetSocketAddress remoteAddress();

    boolean tcp();

    /** Sends one packet, copying it; false where it was dropped because the network does not take it now. */
    boolean send(byte[] buffer, int offset, int length);
}
