package io.patchbay.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.time.Clock;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PemIdentityTest {
    @TempDir
    static Path shared; // one key for all: making it takes a second

    @TempDir
    Path directory;

    private Path certificate;
    private Path key;

    @BeforeEach
    void writePem() throws Exception {
        TlsIdentity made =
                new SelfSignedIdentity(shared, Clock.systemUTC()).get(Optional.empty(), Set.of(HttpTestbed.LOOPBACK));
        KeyStore store = made.keyStore();
        certificate = pem(
                "certificate.pem", "CERTIFICATE", store.getCertificate("https").getEncoded());
        key = pem(
                "key.pem", "PRIVATE KEY", store.getKey("https", made.password()).getEncoded());
    }

    @Test
    void readsAChainAndItsKey() throws Exception {
        TlsIdentity identity = PemIdentity.read(certificate, key);

        Key read = identity.keyStore().getKey("https", identity.password());
        assertThat(read.getAlgorithm()).isEqualTo("EC");
        assertThat(identity.description()).startsWith("CN=Patchbay localhost, until 20");
    }

    @Test
    void saysWhichFileIsMissing() {
        assertThatThrownBy(() -> PemIdentity.read(certificate, directory.resolve("none.pem")))
                .isInstanceOf(TlsException.class)
                .hasMessage("http.key %s does not exist".formatted(directory.resolve("none.pem")));
    }

    @Test
    void saysHowToRewriteAKeyOfAnotherForm() throws Exception {
        Path other = pem("other.pem", "EC PRIVATE KEY", new byte[] {1, 2, 3});

        assertThatThrownBy(() -> PemIdentity.read(certificate, other))
                .isInstanceOf(TlsException.class)
                .hasMessageContaining("holds a EC PRIVATE KEY; write it as PKCS#8: openssl pkcs8 -topk8 -nodes");
    }

    @Test
    void refusesAKeyThatIsNotTheCertificates() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(256);
        KeyPair other = generator.generateKeyPair();
        Path otherKey = pem("other.pem", "PRIVATE KEY", other.getPrivate().getEncoded());

        assertThatThrownBy(() -> PemIdentity.read(certificate, otherKey))
                .isInstanceOf(TlsException.class)
                .hasMessage("http.key %s is not the key of http.certificate".formatted(otherKey));
    }

    @Test
    void refusesFilesThatHoldSomethingElse() throws Exception {
        Path text = Files.writeString(directory.resolve("text.pem"), "hello\n");

        assertThatThrownBy(() -> PemIdentity.read(text, key)).isInstanceOf(TlsException.class);
        assertThatThrownBy(() -> PemIdentity.read(certificate, text)).isInstanceOf(TlsException.class);
        assertThatThrownBy(() -> PemIdentity.read(key, certificate)).isInstanceOf(TlsException.class);
    }

    private Path pem(String file, String kind, byte[] content) throws Exception {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(
                directory.resolve(file), "-----BEGIN %s-----%n%s%n-----END %s-----%n".formatted(kind, base64, kind));
    }
}
