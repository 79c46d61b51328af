package io.patchbay.media.sfu;

import java.time.Duration;
import java.util.List;

/**
 * How the embedded SFU listens, and its limits.
 *
 * @param listenAddresses at least one; each loop binds its UDP and its TCP port on all of them
 * @param basePort the port of the first loop, UDP and TCP; loop i takes {@code basePort + i}. 0 takes any free ports
 * @param tcp whether to listen on TCP too (RFC 6544 passive candidates, RFC 4571 framing)
 * @param maxIncomingBitrate what a browser may send over one transport, in bits a second
 * @param maxTcpConnections open at a time on one loop
 * @param maxPendingHandshakes DTLS handshakes going on at a time in this process; more wait for the client's retransmission
 * @param handshakeDeadline how long a DTLS handshake may take
 * @param consentTimeout how long a browser may be silent before its transport counts as disconnected (RFC 7675 §5.1)
 */
public record SfuConfig(
        List<ListenAddress> listenAddresses,
        int basePort,
        boolean tcp,
        long maxIncomingBitrate,
        int maxTcpConnections,
        int maxPendingHandshakes,
        Duration handshakeDeadline,
        Duration consentTimeout) {

    public static final long DEFAULT_MAX_INCOMING_BITRATE = 2_500_000;

    public SfuConfig {
        if (listenAddresses == null || listenAddresses.isEmpty()) {
            throw new IllegalArgumentException("the SFU needs at least one listen address");
        }
        listenAddresses = List.copyOf(listenAddresses);
        if (basePort < 0 || basePort > 65_535) {
            throw new IllegalArgumentException("SFU base port is " + basePort + "; it must be 0 to 65535");
        }
        if (maxIncomingBitrate < 30_000) {
            throw new IllegalArgumentException(
                    "maxIncomingBitrate is " + maxIncomingBitrate + " bit/s; it must be at least 30000");
        }
        if (maxTcpConnections < 1 || maxPendingHandshakes < 1) {
            throw new IllegalArgumentException("maxTcpConnections and maxPendingHandshakes must be at least 1");
        }
        if (handshakeDeadline.isNegative() || handshakeDeadline.isZero()) {
            throw new IllegalArgumentException("handshakeDeadline must be positive");
        }
        if (consentTimeout.isNegative() || consentTimeout.isZero()) {
            throw new IllegalArgumentException("consentTimeout must be positive");
        }
    }

    public static SfuConfig listeningOn(List<ListenAddress> listenAddresses, int basePort) {
        return new SfuConfig(
                listenAddresses,
                basePort,
                true,
                DEFAULT_MAX_INCOMING_BITRATE,
                500,
                32,
                Duration.ofSeconds(20),
                Duration.ofSeconds(30));
    }
}
