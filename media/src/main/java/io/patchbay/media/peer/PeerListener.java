package io.patchbay.media.peer;

import java.net.InetSocketAddress;
import java.time.Duration;

/** Hears of a {@link SipPeer}. Called on the executor that the peer was made with. */
public interface PeerListener {

    default void onConnectionState(ConnectionState state) {}

    /** The phone's packets come from {@code address}, which is where ours go from now on. */
    default void onRemoteAddress(InetSocketAddress address) {}

    /**
     * No packet came for {@code silence}, though some were to be expected. Told once until packets come again.
     *
     * @param expectedFrom where they were to come from: the address learned, else the one of the phone's description
     */
    default void onInactive(InetSocketAddress expectedFrom, Duration silence) {}

    /** The phone's packets cannot be protected as agreed on: its DTLS handshake failed, or was with another one's certificate. */
    default void onKeysFailed(String reason) {}

    /** ICE found no way to the phone, or the phone answers no checks any more (RFC 7675): nothing is sent to it. */
    default void onNoPath(String reason) {}

    /** The phone said BYE in RTCP (RFC 3550 §6.6). The SIP dialog is what ends a call, so this is only a hint. */
    default void onRtcpBye() {}
}
