package io.patchbay.media.sfu;

/**
 * A transport of plain RTP with RTCP on the same port.
 *
 * @param listen the address to bind, and what it is called to others
 * @param port to bind, 0 for any
 * @param comedia whether the other side's address is learnt from its first packet; {@code connect} is not called then
 */
public record PlainTransportOptions(ListenAddress listen, int port, boolean comedia) {}
