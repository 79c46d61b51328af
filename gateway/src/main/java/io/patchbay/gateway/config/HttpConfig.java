package io.patchbay.gateway.config;

import io.patchbay.gateway.access.IpLiteral;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How browsers and operators reach us.
 *
 * @param address to listen on
 * @param port of plain HTTP: serves this machine, redirects everybody else; 0 lets the system pick
 * @param httpsPort 0 lets the system pick
 * @param certificate PEM file of the chain; empty for a self-signed certificate of our own
 * @param key PEM file of its private key (PKCS#8), present where {@code certificate} is
 */
public record HttpConfig(InetAddress address, int port, int httpsPort, Optional<Path> certificate, Optional<Path> key) {

    static HttpConfig read(Section section, Path base) {
        String certificate = section.text("certificate", "");
        String key = section.text("key", "");
        HttpConfig config = new HttpConfig(
                section.value("address", IpLiteral.parse("0.0.0.0"), "an address of this machine", IpLiteral::parse),
                section.port("port", 8080),
                section.port("https-port", 8443),
                path(base, certificate),
                path(base, key));
        if (config.port() != 0 && config.port() == config.httpsPort()) {
            section.mistake(
                    "https-port", "http.https-port is %d, as is http.port; they must differ".formatted(config.port()));
        }
        if (certificate.isEmpty() != key.isEmpty()) {
            String missing = certificate.isEmpty() ? "certificate" : "key";
            String given = certificate.isEmpty() ? "key" : "certificate";
            section.mistake(given, "http.%s is set but http.%s is not; set both or none".formatted(given, missing));
        }
        section.finish();
        return config;
    }

    private static Optional<Path> path(Path base, String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(base.resolve(text));
    }
}
