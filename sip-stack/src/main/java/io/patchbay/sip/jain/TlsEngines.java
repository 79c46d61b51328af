package io.patchbay.sip.jain;

import io.patchbay.sip.TlsSettings;
import java.net.InetSocketAddress;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/** Makes the engine of each TLS connection, with whatever certificate holds at that moment. */
final class TlsEngines {
    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final TlsSettings settings;

    TlsEngines(TlsSettings settings) {
        this.settings = settings;
    }

    SSLEngine accepting(InetSocketAddress peer) {
        SSLEngine engine =
                settings.contexts().get().createSSLEngine(peer.getAddress().getHostAddress(), peer.getPort());
        engine.setUseClientMode(false);
        engine.setEnabledProtocols(PROTOCOLS);
        switch (settings.clientAuthentication()) {
            case NONE -> engine.setNeedClientAuth(false);
            case OPTIONAL -> engine.setWantClientAuth(true);
            case REQUIRED -> engine.setNeedClientAuth(true);
        }
        return engine;
    }

    /** @param name of the server, by which its certificate is judged (RFC 5922 §4) and SNI names it; an address where it has none */
    SSLEngine connecting(String name, int port) {
        SSLEngine engine = settings.contexts().get().createSSLEngine(name, port);
        engine.setUseClientMode(true);
        engine.setEnabledProtocols(PROTOCOLS);
        SSLParameters parameters = engine.getSSLParameters();
        if (settings.verifiesServers()) {
            parameters.setEndpointIdentificationAlgorithm("HTTPS"); // DNS names and addresses
        }
        engine.setSSLParameters(parameters);
        return engine;
    }
}
