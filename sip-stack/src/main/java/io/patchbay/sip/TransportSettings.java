package io.patchbay.sip;

import java.util.Optional;

/**
 * The transports beside UDP and TCP, and what all have in common.
 *
 * @param tls empty where TLS is not listened on, nor spoken to others
 * @param dscp the mark of every packet (RFC 2474), 0 to 63
 */
public record TransportSettings(Optional<TlsSettings> tls, int dscp) {
    /** UDP and TCP only, marked CS3, as most networks treat signalling. */
    public static final TransportSettings PLAIN = new TransportSettings(Optional.empty(), 24);

    public TransportSettings {
        if (dscp < 0 || dscp > 63) {
            throw new IllegalArgumentException("a DSCP is 0 to 63, not " + dscp);
        }
    }

    /** As IP_TOS takes it: the two bits of ECN are below. */
    public int trafficClass() {
        return dscp << 2;
    }
}
