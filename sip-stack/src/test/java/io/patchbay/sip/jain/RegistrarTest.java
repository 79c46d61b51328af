package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.Binding;
import io.patchbay.sip.SipSettings;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrarTest {
    private final AgentFixture fixture = new AgentFixture(settings());
    private final UdpPeer peer = fixture.peer();
    private final Device alice = new Device(peer, "alice", "wonder");

    private static SipSettings settings() {
        return new SipSettings(
                List.of(InetAddress.getLoopbackAddress()),
                List.of("127.0.0.1"),
                0,
                "patchbay",
                "Patchbay/test",
                65535,
                AgentFixture.SHORT_T1,
                Duration.ofSeconds(1),
                Duration.ofSeconds(600));
    }

    @BeforeEach
    void know() {
        fixture.application.passwords.put("alice", "wonder");
    }

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    private List<Binding> nextChange() throws InterruptedException {
        return Optional.ofNullable(
                        fixture.application.bindingChanges.poll(RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS))
                .orElseThrow(() -> new AssertionError("no change of bindings"));
    }

    private SipText challenge() {
        peer.send(alice.register(""));
        return peer.response(401);
    }

    private SipText registered(String contacts) {
        SipText challenge = challenge();
        peer.send(alice.register(contacts, challenge, "MD5"));
        return peer.response(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"MD5", "SHA-256"})
    void registersADeviceThatKnowsItsPassword(String algorithm) throws Exception {
        SipText challenge = challenge();
        assertThat(challenge.headers("WWW-Authenticate")).hasSize(1).allSatisfy(value -> assertThat(value)
                .contains("realm=\"patchbay\"")
                .contains("qop=\"auth\""));
        peer.send(alice.register(alice.contact(), challenge, algorithm));

        SipText ok = peer.response(200);
        assertThat(ok.header("Contact")).startsWith("<" + alice.uri() + ">;expires=600");
        List<Binding> bindings = nextChange();
        assertThat(bindings).hasSize(1);
        assertThat(bindings.get(0).target().address()).isEqualTo(peer.address());
        assertThat(bindings.get(0).target().transport()).isEqualTo("udp");
        assertThat(bindings.get(0).target().requestUri()).isEqualTo(alice.uri());
        assertThat(bindings.get(0).expires()).isAfter(Instant.now().plusSeconds(590));
        assertThat(fixture.agent.bindingsOf("alice")).isEqualTo(bindings);
        assertThat(fixture.agent.statistics().registeredDevices()).isEqualTo(1);
    }

    @Test
    void aWrongPasswordIsChallengedAndThenForbidden() {
        Device wrong = new Device(peer, "alice", "guess");
        peer.send(wrong.register(wrong.contact()));
        SipText challenge = peer.response(401);
        peer.send(wrong.register(wrong.contact(), challenge, "MD5"));
        SipText forbidden = peer.response(403);
        assertThat(forbidden.header("Reason")).contains("the password for alice is wrong");
        assertThat(fixture.agent.bindingsOf("alice")).isEmpty();
    }

    @Test
    void anUnknownDeviceIsAnsweredAsAWrongPasswordIs() {
        Device nobody = new Device(peer, "nobody", "wonder");
        peer.send(nobody.register(nobody.contact()));
        SipText challenge = peer.response(401);
        peer.send(nobody.register(nobody.contact(), challenge, "MD5"));
        assertThat(peer.response(403).header("Reason")).contains("or no such device is known");
    }

    @Test
    void aNonceOfSomebodyElseIsChallengedAnew() {
        SipText forged = new SipText(challenge().text().replaceAll("nonce=\"[0-9a-f]{4}", "nonce=\"0000"));
        peer.send(alice.register(alice.contact(), forged, "MD5"));
        assertThat(peer.response(401).header("WWW-Authenticate")).doesNotContain("stale");
    }

    @Test
    void aReplayedDigestIsStale() {
        SipText challenge = challenge();
        String authorization = alice.authorization(challenge, "MD5", "REGISTER", 1);
        peer.send(alice.register(alice.contact() + authorization));
        peer.response(200);
        peer.send(alice.register(alice.contact() + authorization));
        assertThat(peer.response(401).header("WWW-Authenticate")).contains("stale=true");
    }

    @Test
    void aNonceMayBeUsedAgainWithAHigherCount() {
        SipText challenge = challenge();
        peer.send(alice.register(alice.contact() + alice.authorization(challenge, "MD5", "REGISTER", 1)));
        peer.response(200);
        peer.send(alice.register(alice.contact() + alice.authorization(challenge, "MD5", "REGISTER", 2)));
        peer.response(200);
    }

    @Test
    void aDeviceRegistersOnlyItself() {
        fixture.application.passwords.put("bob", "builder");
        SipText challenge = challenge();
        String asBob = new Device(peer, "bob", "builder").authorization(challenge, "MD5", "REGISTER", 1);
        peer.send(alice.register(alice.contact() + asBob));
        assertThat(peer.response(403).header("Reason")).contains("itself only");
    }

    @Test
    void severalContactsHaveTheirOwnLifetimes() throws Exception {
        SipText ok = registered("Contact: <sip:alice@10.0.0.1>;expires=60, <sip:alice@10.0.0.2>\r\nExpires: 120\r\n");
        assertThat(String.join(",", ok.headers("Contact")))
                .contains("<sip:alice@10.0.0.1>;expires=60")
                .contains("<sip:alice@10.0.0.2>;expires=1");
        assertThat(nextChange()).hasSize(2);
    }

    @Test
    void aContactTellsHowMuchItWantsToBeRungAndWhoseItIs() throws Exception {
        registered("Contact: <sip:alice@10.0.0.1>;q=0.25;reg-id=2;+sip.instance=\"<urn:uuid:1>\","
                + " <sip:alice@10.0.0.2>\r\nUser-Agent: desk phone 7\r\n");
        List<Binding> bindings = nextChange();
        assertThat(bindings).extracting(Binding::preference).containsExactly(250, 1000);
        assertThat(bindings).extracting(Binding::instance).containsExactly("<urn:uuid:1>", "");
        assertThat(bindings)
                .extracting(Binding::regId)
                .containsExactly(0, 0); // it did not say that it supports outbound
        assertThat(bindings).extracting(Binding::userAgent).containsOnly("desk phone 7");
    }

    @Test
    void aRefreshedContactKeepsTheTimeOfItsFirstRegistration() throws Exception {
        registered(alice.contact());
        Instant since = nextChange().get(0).since();
        registered(alice.contact());
        assertThat(nextChange().get(0).since()).isEqualTo(since).isAfter(Instant.EPOCH);
    }

    @Test
    void aLifetimeAboveTheLongestIsCut() {
        assertThat(registered(alice.contact() + "Expires: 86400\r\n").header("Contact"))
                .endsWith("expires=600");
    }

    @Test
    void aLifetimeBelowTheShortestIsAnswered423() {
        AgentFixture strict = new AgentFixture();
        try (UdpPeer other = strict.peer()) {
            strict.application.passwords.put("alice", "wonder");
            Device device = new Device(other, "alice", "wonder");
            other.send(device.register(""));
            SipText challenge = other.response(401);
            other.send(device.register(device.contact() + "Expires: 5\r\n", challenge, "MD5"));
            assertThat(other.response(423).header("Min-Expires")).isEqualTo("60");
        } finally {
            strict.close();
        }
    }

    @Test
    void expiresZeroTakesOneContactAway() throws Exception {
        registered("Contact: <sip:alice@10.0.0.1>, <sip:alice@10.0.0.2>\r\n");
        assertThat(nextChange()).hasSize(2);
        SipText ok = registered("Contact: <sip:alice@10.0.0.1>;expires=0\r\n");
        assertThat(ok.headers("Contact")).hasSize(1).first().asString().contains("10.0.0.2");
        assertThat(nextChange()).hasSize(1);
    }

    @Test
    void aStarWithExpiresZeroTakesAllAway() throws Exception {
        registered("Contact: <sip:alice@10.0.0.1>, <sip:alice@10.0.0.2>\r\n");
        nextChange();
        SipText ok = registered("Contact: *\r\nExpires: 0\r\n");
        assertThat(ok.headers("Contact")).isEmpty();
        assertThat(nextChange()).isEmpty();
        assertThat(fixture.agent.statistics().registeredDevices()).isZero();
    }

    @Test
    void aStarWithoutExpiresZeroIsAnswered400() {
        SipText challenge = challenge();
        peer.send(alice.register("Contact: *\r\n", challenge, "MD5"));
        assertThat(peer.response(400).header("Reason")).contains("Expires: 0");
    }

    @Test
    void aQueryChangesNothing() throws Exception {
        registered(alice.contact());
        nextChange();
        assertThat(registered("").headers("Contact")).hasSize(1);
        assertThat(fixture.application.bindingChanges).isEmpty();
    }

    @Test
    void anEarlierRegisterThatComesLateChangesNothing() {
        SipText challenge = challenge();
        String late = alice.register(
                "Contact: <sip:alice@10.0.0.1>;expires=0\r\n" + alice.authorization(challenge, "MD5", "REGISTER", 1));
        registered("Contact: <sip:alice@10.0.0.1>\r\n");
        peer.send(late);
        peer.response(500);
        assertThat(fixture.agent.bindingsOf("alice")).hasSize(1);
    }

    @Test
    void aBindingThatIsNotRefreshedRunsOut() throws Exception {
        registered(alice.contact() + "Expires: 1\r\n");
        assertThat(nextChange()).hasSize(1);
        assertThat(nextChange()).isEmpty();
        assertThat(fixture.agent.bindingsOf("alice")).isEmpty();
        assertThat(fixture.agent.statistics().registeredDevices()).isZero();
    }

    @Test
    void aDeviceOnTcpIsReachedByItsConnection() throws Exception {
        try (TcpPeer tcp = fixture.tcpPeer()) {
            Device device = new Device(tcp, "alice", "wonder");
            tcp.send(device.register(""));
            SipText challenge = tcp.response(401);
            tcp.send(device.register(device.contact(), challenge, "MD5"));
            tcp.response(200);
            Binding binding = nextChange().get(0);
            assertThat(binding.target().transport()).isEqualTo("tcp");
            assertThat(binding.target().address().getPort()).isEqualTo(tcp.port());
        }
    }

    @Test
    void aDeviceWhoseConnectionIsGoneIsTriedAtItsContact() throws Exception {
        try (TcpPeer tcp = fixture.tcpPeer()) {
            Device device = new Device(tcp, "alice", "wonder");
            tcp.send(device.register(""));
            SipText challenge = tcp.response(401);
            tcp.send(device.register("Contact: <sip:alice@127.0.0.1:5999;transport=tcp>\r\n", challenge, "MD5"));
            tcp.response(200);
            assertThat(nextChange().get(0).target().address().getPort()).isEqualTo(tcp.port());
        }
        await().atMost(RawPeer.PATIENCE).untilAsserted(() -> assertThat(fixture.agent
                        .bindingsOf("alice")
                        .get(0)
                        .target()
                        .address()
                        .getPort())
                .isEqualTo(5999));
    }

    @Test
    void namesAreComparedInLowerCase() {
        Device shouting = new Device(peer, "Alice", "wonder");
        peer.send(shouting.register(""));
        peer.send(shouting.register(shouting.contact(), peer.response(401), "MD5"));
        peer.response(200);
        assertThat(fixture.agent.bindingsOf("alice")).hasSize(1);
        assertThat(fixture.agent.bindingsOf("ALICE")).hasSize(1);
    }

    @Test
    void anInviteThatProvesItselfNamesItsDevice() throws Exception {
        SipText challenge = challenge();
        Phone phone = new Phone(peer);
        peer.send(phone.invite(alice.authorization(challenge, "MD5", "INVITE", 1)));
        assertThat(fixture.application.nextCall().call.authenticatedDevice()).contains("alice");

        Phone other = new Phone(peer);
        peer.send(other.invite(new Device(peer, "alice", "guess").authorization(challenge, "MD5", "INVITE", 2)));
        assertThat(fixture.application.nextCall().call.authenticatedDevice()).isEmpty();
    }
}
