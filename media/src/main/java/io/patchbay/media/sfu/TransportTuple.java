package io.patchbay.media.sfu;

/**
 * The two ends of a transport's path.
 *
 * @param protocol {@code udp} or {@code tcp}
 */
public record TransportTuple(
        String localAddress, int localPort, String remoteAddress, int remotePort, String protocol) {}
