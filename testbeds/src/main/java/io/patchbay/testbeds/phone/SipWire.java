package io.patchbay.testbeds.phone;

import java.net.InetSocketAddress;

/** How SIP messages travel. Its reader threads hand in what arrives. */
interface SipWire extends AutoCloseable {

    /** Takes what arrives; runs on the wire's reader thread. */
    interface Listener {
        void received(String message, InetSocketAddress source);
    }

    void start(Listener listener);

    /** @throws IllegalStateException where it cannot be sent */
    void send(byte[] message, InetSocketAddress target);

    /** {@code UDP} or {@code TCP}, as in Via. */
    String transport();

    InetSocketAddress localAddress();

    @Override
    void close();
}
