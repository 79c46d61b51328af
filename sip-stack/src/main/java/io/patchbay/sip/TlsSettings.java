package io.patchbay.sip;

import java.util.Objects;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;

/**
 * SIP over TLS (RFC 3261 §26.3), version 1.2 and later, in both directions.
 *
 * @param port 0 for one the system picks (tests)
 * @param contexts our certificate and whom we trust; asked for each connection on the transport's thread, so that a new
 *     certificate holds from the next connection on; must not block
 * @param clientAuthentication what those who connect must show
 * @param verifiesServers whether a server that we connect to must show a trusted certificate for its name (RFC 5922)
 */
public record TlsSettings(
        int port, Supplier<SSLContext> contexts, ClientAuthentication clientAuthentication, boolean verifiesServers) {
    public TlsSettings {
        Objects.requireNonNull(contexts, "contexts");
        Objects.requireNonNull(clientAuthentication, "clientAuthentication");
    }
}
