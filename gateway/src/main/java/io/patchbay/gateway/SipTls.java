package io.patchbay.gateway;

import io.patchbay.gateway.config.SipTlsConfig;
import io.patchbay.gateway.http.ServerCertificate;
import io.patchbay.gateway.http.TlsException;
import io.patchbay.sip.TlsSettings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** What SIP over TLS shows and whom it trusts: the certificate of HTTPS, and the file of {@code sip.tls.trust}. */
final class SipTls {
    private final SipTlsConfig config;
    private final ServerCertificate certificate;
    private volatile SSLContext context;

    /** @throws TlsException where the certificate or the trust file cannot be used */
    SipTls(SipTlsConfig config, ServerCertificate certificate) {
        this.config = config;
        this.certificate = certificate;
        reload();
    }

    /** Empty where TLS is switched off. */
    Optional<TlsSettings> settings(int port) {
        return config.enabled()
                ? Optional.of(new TlsSettings(port, () -> context, config.clientAuth(), config.verifyServers()))
                : Optional.empty();
    }

    /**
     * Takes the certificate as it is now and reads the trust file again; for the connections that come.
     *
     * @throws TlsException where one cannot be used; what was in force stays
     */
    void reload() {
        try {
            SSLContext fresh = SSLContext.getInstance("TLS");
            TrustManager[] trusted =
                    config.trust().isPresent() ? trust(config.trust().get()) : null; // null: Java's
            fresh.init(certificate.keyManagers(), trusted, null);
            context = fresh;
        } catch (GeneralSecurityException e) {
            throw new TlsException("SIP over TLS cannot be set up: " + e.getMessage(), e);
        }
    }

    private static TrustManager[] trust(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new TlsException("sip.tls.trust %s holds no certificate (PEM)".formatted(file), null);
            }
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            int count = 0;
            for (Certificate one : certificates) {
                store.setCertificateEntry("trusted-" + count++, one);
            }
            TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(store);
            return managers.getTrustManagers();
        } catch (IOException e) {
            String why = Files.exists(file) ? "cannot be read" : "does not exist";
            throw new TlsException("sip.tls.trust %s %s".formatted(file, why), e);
        } catch (GeneralSecurityException e) {
            throw new TlsException("sip.tls.trust %s is no PEM file: %s".formatted(file, e.getMessage()), e);
        }
    }
}
