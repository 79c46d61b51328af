package io.patchbay.media.ice;

import java.net.InetSocketAddress;

/** What our packets leave from (RFC 8445 §4, "base"): the call's own socket, or an address relayed for it. Compared by identity. */
public interface IceBase {
    /** HOST or RELAYED. */
    CandidateType type();

    /** Where the other end reaches it, as far as we know. */
    InetSocketAddress address();

    /** Preferred over others of its type; 0 to 65535. */
    int localPreference();

    /** Sends one packet, copying it; false where it was dropped because the network does not take it now. */
    boolean send(byte[] buffer, int offset, int length, InetSocketAddress to);

    /** Readies the way to {@code to}, where that needs anything (RFC 8656 §9: a permission). */
    default void allow(InetSocketAddress to) {}

    /** Packets go to {@code to} for some time. */
    default void selected(InetSocketAddress to) {}
}
