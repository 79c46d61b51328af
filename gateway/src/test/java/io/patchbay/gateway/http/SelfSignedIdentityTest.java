package io.patchbay.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.access.IpLiteral;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SelfSignedIdentityTest {
    private static final InetAddress ONE = IpLiteral.parse("192.0.2.1");
    private static final InetAddress SIX = IpLiteral.parse("2001:db8::1");

    @TempDir
    Path data;

    @Test
    void namesThisMachineAndAllItsAddresses() throws Exception {
        X509Certificate certificate = certificate(at(Duration.ZERO), Set.of(ONE, SIX));

        assertThat(certificate.getSubjectAlternativeNames())
                .extracting(name -> (String) name.get(1))
                .containsExactlyInAnyOrder("localhost", "box.example", "192.0.2.1", "2001:db8:0:0:0:0:0:1");
        assertThat(certificate.getPublicKey().getAlgorithm()).isEqualTo("EC");
        assertThat(certificate.getSigAlgName()).isEqualTo("SHA256withECDSA");
        assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1"); // serverAuth
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(SelfSignedIdentity.FILE))))
                .isEqualTo("rw-------");
        try (Stream<Path> files = Files.list(data)) {
            assertThat(files).containsExactly(data.resolve(SelfSignedIdentity.FILE));
        }
    }

    @Test
    void isKeptWhileItNamesEveryAddress() throws Exception {
        X509Certificate first = certificate(at(Duration.ZERO), Set.of(ONE, SIX));

        assertThat(certificate(at(Duration.ofDays(300)), Set.of(ONE))).isEqualTo(first);
    }

    @Test
    void isMadeAnewForANewAddress() throws Exception {
        X509Certificate first = certificate(at(Duration.ZERO), Set.of(ONE));

        X509Certificate second = certificate(at(Duration.ZERO), Set.of(ONE, SIX));

        assertThat(second).isNotEqualTo(first);
        assertThat(second.getSubjectAlternativeNames()).hasSize(4);
    }

    @Test
    void isMadeAnewAMonthBeforeItRunsOut() throws Exception {
        X509Certificate first = certificate(at(Duration.ZERO), Set.of(ONE));

        assertThat(certificate(at(Duration.ofDays(370)), Set.of(ONE))).isNotEqualTo(first);
    }

    @Test
    void isMadeAnewWhereTheFileIsBroken() throws Exception {
        Files.writeString(data.resolve(SelfSignedIdentity.FILE), "not a key store");

        assertThat(certificate(at(Duration.ZERO), Set.of(ONE))).isNotNull();
    }

    private X509Certificate certificate(Clock clock, Set<InetAddress> addresses) throws Exception {
        TlsIdentity identity = new SelfSignedIdentity(data, clock).get(Optional.of("box.example"), addresses);
        return (X509Certificate) identity.keyStore().getCertificate("https");
    }

    private static Clock at(Duration later) {
        return Clock.offset(Clock.systemUTC(), later);
    }
}
