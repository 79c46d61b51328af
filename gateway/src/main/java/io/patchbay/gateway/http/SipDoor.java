package io.patchbay.gateway.http;

import io.patchbay.sip.SipSocket;
import io.patchbay.sip.SipSocketSession;

/** Where WebSockets that carry SIP go. Address, origin and subprotocol have been checked by then. */
@FunctionalInterface
public interface SipDoor {

    /** A socket has opened. Called on an HTTP thread: must not block. Messages come after it has returned. */
    SipSocketSession open(SipSocket socket);
}
