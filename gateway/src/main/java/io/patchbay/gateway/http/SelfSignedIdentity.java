package io.patchbay.gateway.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A certificate of our own, so that the room page has its microphone from the first start. Kept in the data directory; made
 * anew when it runs out or an address of this machine is not in it.
 *
 * <p>It is written by the {@code keytool} of the running Java: the JDK has no public way to write certificates, and Bouncy
 * Castle, which could, belongs to the media module's DTLS, whose certificates live for one run and name nobody.
 */
final class SelfSignedIdentity {
    static final String FILE = "https.p12";

    private static final Logger log = LoggerFactory.getLogger(SelfSignedIdentity.class);
    private static final String ALIAS = "https";
    private static final String PASSWORD = "patchbay"; // PKCS#12 wants one; what protects the key is the file's mode
    private static final int DAYS = 397; // browsers distrust longer ones
    private static final Duration RENEW_BEFORE = Duration.ofDays(30);
    private static final int KEYTOOL_SECONDS = 60;
    private static final int DNS_NAME = 2; // RFC 5280 §4.2.1.6, GeneralName
    private static final int IP_ADDRESS = 7;

    private final Path file;
    private final Clock clock;

    SelfSignedIdentity(Path dataDirectory, Clock clock) {
        file = dataDirectory.resolve(FILE);
        this.clock = clock;
    }

    /**
     * The certificate, made anew where needed.
     *
     * @param hostName of this machine, where it has one that can stand in a certificate
     * @throws TlsException where it cannot be made
     */
    TlsIdentity get(Optional<String> hostName, Collection<InetAddress> addresses) {
        List<String> dnsNames = new ArrayList<>(List.of("localhost"));
        hostName.filter(name -> !dnsNames.contains(name)).ifPresent(dnsNames::add);
        try {
            Optional<KeyStore> kept = read();
            Optional<String> fault =
                    kept.isEmpty() ? Optional.of("there is none yet") : fault(kept.get(), dnsNames, addresses);
            if (fault.isPresent()) {
                log.info("making a certificate for HTTPS: {}", fault.get());
                make(dnsNames, addresses);
                kept = read();
            }
            KeyStore store = kept.orElseThrow(() -> new TlsException(file + " could not be read back", null));
            X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
            return new TlsIdentity(
                    store, PASSWORD.toCharArray(), "self-signed, until %tF".formatted(certificate.getNotAfter()));
        } catch (IOException | GeneralSecurityException e) {
            throw new TlsException("the certificate for HTTPS could not be made in %s: %s".formatted(file, e), e);
        }
    }

    private Optional<KeyStore> read() throws GeneralSecurityException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, PASSWORD.toCharArray());
            return store.isKeyEntry(ALIAS) ? Optional.of(store) : Optional.empty();
        } catch (IOException e) {
            log.warn("{} cannot be read and is replaced: {}", file, e.toString());
            return Optional.empty();
        }
    }

    /** Why the certificate kept will not do. */
    private Optional<String> fault(KeyStore store, List<String> dnsNames, Collection<InetAddress> addresses)
            throws GeneralSecurityException {
        X509Certificate certificate = (X509Certificate) store.getCertificate(ALIAS);
        Instant renewAt = certificate.getNotAfter().toInstant().minus(RENEW_BEFORE);
        if (clock.instant().isAfter(renewAt)) {
            return Optional.of("the one kept runs out on %tF".formatted(certificate.getNotAfter()));
        }
        Set<String> named = new HashSet<>();
        for (List<?> name :
                Optional.ofNullable(certificate.getSubjectAlternativeNames()).orElse(List.of())) {
            named.add(name.get(0) + ":" + name.get(1));
        }
        List<String> missing = dnsNames.stream()
                .filter(name -> !named.contains(DNS_NAME + ":" + name))
                .collect(Collectors.toCollection(ArrayList::new));
        addresses.stream()
                .map(SelfSignedIdentity::written)
                .filter(address -> !named.contains(IP_ADDRESS + ":" + address))
                .forEach(missing::add);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("the one kept does not name " + String.join(", ", missing));
    }

    private void make(List<String> dnsNames, Collection<InetAddress> addresses) throws IOException {
        Path directory = Files.createTempDirectory(
                file.toAbsolutePath().getParent(),
                "certificate",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        Path made = directory.resolve(FILE);
        try {
            runKeytool(made, dnsNames, addresses);
            Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rw-------"));
            Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(made);
            Files.delete(directory);
        }
    }

    private static void runKeytool(Path made, List<String> dnsNames, Collection<InetAddress> addresses)
            throws IOException {
        List<String> names = new ArrayList<>();
        dnsNames.forEach(name -> names.add("dns:" + name));
        addresses.forEach(address -> names.add("ip:" + written(address)));
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        ALIAS,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-sigalg",
                        "SHA256withECDSA",
                        "-validity",
                        Integer.toString(DAYS),
                        "-dname",
                        "CN=Patchbay " + dnsNames.get(dnsNames.size() - 1),
                        "-ext",
                        "san=" + String.join(",", names),
                        "-ext",
                        "ku:critical=digitalSignature",
                        "-ext",
                        "eku=serverAuth",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        made.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.PIPE)
                .start();
        try {
            keytool.getOutputStream().close();
            if (!keytool.waitFor(KEYTOOL_SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("keytool took longer than %d s".formatted(KEYTOOL_SECONDS));
            }
            if (keytool.exitValue() != 0) {
                throw new IOException("keytool said: "
                        + Json.text(keytool.getInputStream().readAllBytes()).strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted while keytool ran", e);
        } finally {
            keytool.destroyForcibly();
        }
    }

    /** As {@link X509Certificate#getSubjectAlternativeNames} writes an address: no scope. */
    private static String written(InetAddress address) {
        String text = address.getHostAddress();
        int scope = text.indexOf('%');
        return scope < 0 ? text : text.substring(0, scope);
    }
}
