package io.patchbay.gateway.http;

import io.patchbay.gateway.config.HttpConfig;
import io.patchbay.gateway.health.CannotStart;
import java.net.InetAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate that this appliance shows, to browsers and phones alike: the one that the configuration names, else one
 * of our own. Any thread.
 */
public final class ServerCertificate {
    private static final Logger log = LoggerFactory.getLogger(ServerCertificate.class);

    private final HttpConfig config;
    private final Path dataDirectory;
    private final Supplier<Set<InetAddress>> addresses;
    private final Clock clock;
    private volatile TlsIdentity identity;

    private ServerCertificate(
            HttpConfig config, Path dataDirectory, Supplier<Set<InetAddress>> addresses, Clock clock) {
        this.config = config;
        this.dataDirectory = dataDirectory;
        this.addresses = addresses;
        this.clock = clock;
    }

    /**
     * Reads it, or makes one.
     *
     * @param dataDirectory where one of our own is kept
     * @param addresses those that one of our own names; asked now and at each reload
     * @throws CannotStart where there is none to show
     */
    public static ServerCertificate open(HttpConfig config, Path dataDirectory, Supplier<Set<InetAddress>> addresses) {
        ServerCertificate certificate = new ServerCertificate(config, dataDirectory, addresses, Clock.systemUTC());
        try {
            certificate.reload();
            return certificate;
        } catch (TlsException e) {
            throw new CannotStart(e.getMessage(), e);
        }
    }

    /**
     * Reads it again, or makes a new one of our own where that is due.
     *
     * @throws TlsException where it cannot be used; the one in use stays
     */
    public void reload() {
        TlsIdentity read = config.certificate().isPresent() && config.key().isPresent()
                ? PemIdentity.read(config.certificate().get(), config.key().get())
                : new SelfSignedIdentity(dataDirectory, clock).get(HostName.get(), addresses.get());
        log.info("certificate for HTTPS and SIP over TLS: {}", read.description());
        identity = read;
    }

    TlsIdentity identity() {
        return identity;
    }

    /** For contexts of others than HTTPS; those made before a reload keep the certificate they have. */
    public KeyManager[] keyManagers() {
        TlsIdentity current = identity;
        try {
            KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            factory.init(current.keyStore(), current.password());
            return factory.getKeyManagers();
        } catch (GeneralSecurityException e) {
            throw new TlsException("the certificate cannot be put to use: " + e.getMessage(), e);
        }
    }

    /** How long it is valid from now on; negative once it has run out. */
    public Duration expiresIn() {
        try {
            KeyStore store = identity.keyStore();
            X509Certificate own =
                    (X509Certificate) store.getCertificate(store.aliases().nextElement());
            return Duration.between(clock.instant(), own.getNotAfter().toInstant());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("a key store that cannot be read", e);
        }
    }
}
