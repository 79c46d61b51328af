package io.patchbay.gateway.config;

import io.patchbay.sip.ClientAuthentication;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;

/**
 * SIP over TLS. The certificate is the one of HTTPS.
 *
 * @param enabled whether TLS is listened on, and spoken to others
 * @param clientAuth what those who connect must show
 * @param trust PEM file of the certificates that we trust; empty for those that Java trusts
 * @param verifyServers whether a server that we connect to must show a trusted certificate for its name
 */
public record SipTlsConfig(
        boolean enabled, ClientAuthentication clientAuth, Optional<Path> trust, boolean verifyServers) {

    static SipTlsConfig read(Section section, Path base) {
        String trust = section.text("trust", "");
        SipTlsConfig config = new SipTlsConfig(
                section.flag("enabled", true),
                section.value(
                        "client-auth",
                        ClientAuthentication.NONE,
                        "none, optional or required",
                        text -> ClientAuthentication.valueOf(text.toUpperCase(Locale.ROOT))),
                trust.isEmpty() ? Optional.empty() : Optional.of(base.resolve(trust)),
                section.flag("verify-servers", true));
        section.finish();
        return config;
    }
}
