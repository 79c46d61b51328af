package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.process.ChildProcess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The ways between an appliance and its trunks that are not plain UDP to the trunk itself. */
class TrunkWaysTest {
    private static final Duration SOON = ofSeconds(15);
    private static final String CALL = "{\"to\": \"+4930\", \"room\": \"ours\"}";

    @Test
    void whatIsForATrunkGoesToTheOutboundProxyThatIsNamedInItsPlace() {
        InetSocketAddress nowhere = new InetSocketAddress(Host.loopback().address(), 9);
        try (Phones phones = new Phones(Host.loopback());
                Phone proxy = phones.phone(PhoneSettings.named("proxy"), nowhere);
                Appliance appliance = Appliance.start(Host.loopback(), configuration -> configuration
                        .set(
                                "sip.outbound-proxy",
                                "127.0.0.1:" + proxy.address().getPort())
                        .set(
                                "trunks",
                                List.of(Map.of(
                                        "name",
                                        "acme",
                                        "hosts",
                                        List.of("sip.acme.invalid"),
                                        "health-every",
                                        "0s",
                                        "outbound",
                                        Map.of("prefixes", List.of("any"))))))) {
            assertThat(appliance.api("POST", "/api/v1/calls", CALL).status()).isEqualTo(200);
            PhoneCall call = proxy.awaitCall(SOON).awaitAcknowledged(SOON);
            assertThat(call.requestUri()).startsWith("sip:+4930@sip.acme.invalid");
            assertThat(call.hangUp()).isEqualTo(200);
            appliance.awaitZero(SOON, "patchbay_calls", "patchbay_trunk_calls");
        }
    }

    @Test
    void aTrunkIsKnownByTheNameThatItsCertificateProvesAndAnotherNameIsNone(@TempDir Path files) throws Exception {
        writeIdentity(files, "pbx.customer.example");
        try (Appliance provider = Appliance.start(Host.loopback(), configuration -> configuration
                        .set("access.callers", List.of("192.0.2.1"))
                        .set("http.certificate", files.resolve("chain.pem").toString())
                        .set("http.key", files.resolve("key.pem").toString())
                        .set("sip.tls.client-auth", "optional")
                        .set("sip.tls.trust", files.resolve("chain.pem").toString())
                        .set("routes", List.of(Map.of("match", "*", "from", "trunk:customer", "to", "room:theirs")))
                        .set("trunks", certified("pbx.customer.example")));
                Appliance customer = Appliance.start(Host.loopback(), configuration -> configuration
                        .set("http.certificate", files.resolve("chain.pem").toString())
                        .set("http.key", files.resolve("key.pem").toString())
                        .set("sip.tls.trust", files.resolve("chain.pem").toString())
                        .set("sip.tls.verify-servers", false) // it has no name, being called by address
                        .set(
                                "trunks",
                                List.of(Map.of(
                                        "name",
                                        "provider",
                                        "hosts",
                                        List.of("127.0.0.1:" + provider.sipTls().getPort() + ";transport=tls"),
                                        "health-every",
                                        "0s",
                                        "outbound",
                                        Map.of("prefixes", List.of("any"))))))) {
            assertThat(customer.api("POST", "/api/v1/calls", CALL).status()).isEqualTo(200);
            provider.await(
                    "the call is in the room that the route names", SOON, up -> up.api("GET", "/api/v1/calls", "")
                            .body()
                            .contains("\"room\":\"theirs\",\"state\":\"established\""));
            provider.rewriteConfiguration(configuration -> configuration.set("trunks", certified("other.example")));
            try (ChildProcess reload = provider.command("reload")) {
                assertThat(reload.text()).contains("trunks");
            }
            assertThat(customer.api("POST", "/api/v1/calls", CALL).status()).isEqualTo(200);
            customer.await("the second call is refused", SOON, up -> up.api("GET", "/api/v1/calls/records", "")
                    .body()
                    .contains("is not in access.callers"));
        }
    }

    private static List<Map<String, Object>> certified(String name) {
        return List.of(Map.of("name", "customer", "inbound", Map.of("tls-names", List.of(name))));
    }

    private static void writeIdentity(Path directory, String name) throws IOException, GeneralSecurityException {
        Path store = directory.resolve("identity.p12");
        ChildProcess.run(
                SOON,
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "identity",
                "-keyalg",
                "EC",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:" + name,
                "-keystore",
                store.toString(),
                "-storepass",
                "changeit");
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, "changeit".toCharArray());
        }
        writePem(
                directory.resolve("chain.pem"),
                "CERTIFICATE",
                keys.getCertificate("identity").getEncoded());
        writePem(
                directory.resolve("key.pem"),
                "PRIVATE KEY",
                keys.getKey("identity", "changeit".toCharArray()).getEncoded());
    }

    private static void writePem(Path file, String kind, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(kind, lines, kind));
    }
}
