package io.patchbay.media.sfu;

import com.fasterxml.jackson.annotation.JsonInclude;

/**
 * An address a transport listens on.
 *
 * @param ip the same as {@code address}; older clients read this one
 * @param protocol {@code udp} or {@code tcp}
 * @param type always {@code host}
 * @param tcpType {@code passive} for TCP, null for UDP
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record IceCandidate(
        String foundation,
        long priority,
        String ip,
        String address,
        String protocol,
        int port,
        String type,
        String tcpType) {}
