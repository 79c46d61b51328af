package io.patchbay.gateway.http;

import io.patchbay.sip.SipSocket;
import io.patchbay.sip.SipSocketSession;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Sends each message back and writes down what happens. */
final class SipEcho implements SipDoor {
    final List<String> events = new CopyOnWriteArrayList<>();

    @Override
    public SipSocketSession open(SipSocket socket) {
        events.add("open from %s at %s%s"
                .formatted(
                        socket.remote().getAddress().getHostAddress(),
                        socket.local().getHostAddress(),
                        socket.isSecure() ? " by TLS" : ""));
        return new SipSocketSession() {
            @Override
            public void onMessage(byte[] message) {
                socket.send(message);
            }

            @Override
            public void onClosed() {
                events.add("closed");
            }
        };
    }
}
