package io.patchbay.sip;

import java.util.Optional;

/**
 * The transports beside UDP and TCP, and what they have in common.
 *
 * @param tls empty where TLS is not listened on, nor spoken to others
 */
public record TransportSettings(Optional<TlsSettings> tls) {
    /** UDP and TCP only. */
    public static final TransportSettings PLAIN = new TransportSettings(Optional.empty());
}
