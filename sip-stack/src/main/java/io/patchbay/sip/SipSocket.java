package io.patchbay.sip;

import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A WebSocket of subprotocol {@code sip} (RFC 7118) that somebody else's server has accepted. Any thread; none blocks. */
public interface SipSocket {
    /** The far end of its TCP connection. */
    InetSocketAddress remote();

    /** The address of ours that it reached. */
    InetAddress local();

    /** Whether it is wss. */
    boolean isSecure();

    /** Sends one message. What cannot be sent is dropped: the connection is gone then, or soon will be. */
    void send(byte[] message);
}
