package io.patchbay.gateway.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;

/** Where control connections go. Address, origin, subprotocol and the form of the room's name have been checked by then. */
public interface ControlEndpoint {

    /**
     * Why nobody may open {@code room} now, by which the upgrade is answered; empty where it may be tried.
     *
     * @param room in lower case
     */
    Optional<Problem> refusal(String room);

    /**
     * A socket has opened. Called on an HTTP thread: must not block. Messages come after it has returned.
     *
     * @param room in lower case
     * @param remote the far end of the TCP connection
     * @param local the address of ours that it reached: the one to answer media from
     */
    ControlSession open(String room, ControlSocket socket, InetSocketAddress remote, InetAddress local);
}
