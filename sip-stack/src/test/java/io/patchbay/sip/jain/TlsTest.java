package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.ClientAuthentication;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import io.patchbay.sip.TlsSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private static final Body SESSION = Body.sdp(Phone.SDP);

    @TempDir
    static Path directory;

    private static TestIdentity ours;
    private static TestIdentity renewed;
    private static TestIdentity pbx;
    private static TestIdentity stranger;

    private final AtomicReference<SSLContext> context = new AtomicReference<>(ours.context(pbx));
    private AgentFixture fixture;

    @BeforeAll
    static void makeIdentities() {
        ours = TestIdentity.make(directory, "ours", "ip:127.0.0.1");
        renewed = TestIdentity.make(directory, "renewed", "ip:127.0.0.1");
        pbx = TestIdentity.make(directory, "pbx", "dns:PBX.example.com,uri:sip:trunk.example.com,ip:127.0.0.1");
        stranger = TestIdentity.make(directory, "stranger", "pbx", "dns:pbx.example.com,ip:127.0.0.1");
    }

    private AgentFixture start(ClientAuthentication authentication) {
        fixture = new AgentFixture(AgentFixture.settings(new TlsSettings(0, context::get, authentication, true)));
        return fixture;
    }

    @AfterEach
    void close() {
        if (fixture != null) {
            fixture.close();
        }
    }

    private InetSocketAddress tlsAddress() {
        return fixture.agent.tlsListeningOn().get(0);
    }

    private TcpPeer peer(SSLContext peersContext) {
        return peer(peersContext, "TLSv1.3");
    }

    private TcpPeer peer(SSLContext peersContext, String protocol) {
        try {
            InetSocketAddress target = tlsAddress();
            SSLSocket socket =
                    (SSLSocket) peersContext.getSocketFactory().createSocket(target.getAddress(), target.getPort());
            socket.setSoTimeout((int) RawPeer.PATIENCE.toMillis());
            socket.setEnabledProtocols(new String[] {protocol});
            socket.startHandshake();
            return new TcpPeer(socket);
        } catch (SSLException e) {
            throw new AssertionError("handshake: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.3", "TLSv1.2"})
    void aCallRunsOverOneConnection(String protocol) throws Exception {
        start(ClientAuthentication.NONE);
        fixture.application.onCall = call -> call.answer(SESSION);
        try (TcpPeer peer = peer(TestIdentity.anonymous(ours), protocol)) {
            Phone phone = new Phone(peer);
            peer.send(phone.invite());
            SipText ok = peer.response(200);
            assertThat(ok.header("Contact"))
                    .isEqualTo("<sip:127.0.0.1:" + tlsAddress().getPort() + ";transport=tls>");
            phone.toTag = ok.toTag();
            peer.send(phone.ack());
            TestApplication.TestCall call = fixture.application.nextCall();
            assertThat(call.nextEvent()).isEqualTo("established");
            assertThat(call.call.source().transport()).isEqualTo("tls");
            assertThat(call.call.source().certificateNames()).isEmpty();

            call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
            SipText bye = peer.request("BYE");
            assertThat(bye.header("Via"))
                    .startsWith("SIP/2.0/TLS 127.0.0.1:" + tlsAddress().getPort() + ";");
            peer.send(Phone.respond(bye, 200, "OK", "", "", ""));
        }
    }

    @Test
    void aCallToASipsUriHasASipsContact() throws Exception {
        start(ClientAuthentication.NONE);
        fixture.application.onCall = call -> call.answer(SESSION);
        try (TcpPeer peer = peer(TestIdentity.anonymous(ours))) {
            Phone phone = new Phone(peer);
            peer.send(phone.invite().replace("INVITE sip:", "INVITE sips:"));
            assertThat(peer.response(200).header("Contact"))
                    .isEqualTo("<sips:127.0.0.1:" + tlsAddress().getPort() + ">");
        }
    }

    @Test
    void theCallersCertificateNamesItWithTheCall() throws Exception {
        start(ClientAuthentication.OPTIONAL);
        try (TcpPeer peer = peer(pbx.context(ours))) {
            peer.send(new Phone(peer).invite());
            assertThat(fixture.application.nextCall().call.source().certificateNames())
                    .containsExactly("pbx.example.com", "trunk.example.com");
        }
    }

    @Test
    void aCertificateThatNobodyTrustsMakesNoConnection() {
        start(ClientAuthentication.OPTIONAL);
        assertThatThrownBy(() -> {
                    try (TcpPeer peer = peer(stranger.context(ours), "TLSv1.2")) {
                        peer.send(new Phone(peer).invite());
                    }
                })
                .hasCauseInstanceOf(IOException.class);
        assertThat(fixture.application.calls).isEmpty();
    }

    @Test
    void whereACertificateIsRequiredNoneMakesNoConnection() {
        start(ClientAuthentication.REQUIRED);
        assertThatThrownBy(() -> peer(TestIdentity.anonymous(ours), "TLSv1.2")).hasCauseInstanceOf(IOException.class);
        try (TcpPeer known = peer(pbx.context(ours))) {
            known.send(new Phone(known).next("OPTIONS", ""));
            known.response(200);
        }
    }

    @Test
    void aRenewedCertificateHoldsForTheNextConnectionAndCallsGoOn() {
        start(ClientAuthentication.NONE);
        try (TcpPeer before = peer(TestIdentity.anonymous(ours))) {
            context.set(renewed.context());
            try (TcpPeer after = peer(TestIdentity.anonymous(renewed))) {
                after.send(new Phone(after).next("OPTIONS", ""));
                after.response(200);
            }
            before.send(new Phone(before).next("OPTIONS", ""));
            before.response(200);
        }
    }

    @Test
    void plainTextOnTheTlsPortHarmsNobody() throws Exception {
        start(ClientAuthentication.NONE);
        try (TcpPeer talker = new TcpPeer(tlsAddress())) {
            talker.send(new Phone(talker).invite());
            assertThat(talker.isClosedByPeer()).isTrue();
        }
        try (TcpPeer peer = peer(TestIdentity.anonymous(ours))) {
            peer.send(new Phone(peer).invite());
            fixture.application.nextCall();
        }
    }

    @Test
    void manyMessagesAndLargeOnesPass() throws Exception {
        start(ClientAuthentication.NONE);
        try (TcpPeer peer = peer(TestIdentity.anonymous(ours))) {
            StringBuilder many = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                many.append(new Phone(peer, "room" + i).invite("Subject: " + "x".repeat(4_000) + "\r\n"));
            }
            peer.send(many.toString());
            Set<String> rooms = new HashSet<>();
            for (int i = 0; i < 40; i++) {
                rooms.add(fixture.application.nextCall().call.requestUri().user());
            }
            assertThat(rooms).hasSize(40);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "pbx.example.com"})
    void aCallGoesOutToAServerWhoseCertificateFits(String named) throws Exception {
        start(ClientAuthentication.NONE);
        try (SSLServerSocket server = server(pbx)) {
            TestApplication.TestCall call = call(server, named);
            try (TcpPeer peer = new TcpPeer(accepted(server))) {
                SipText invite = peer.request("INVITE");
                assertThat(invite.header("Via"))
                        .startsWith("SIP/2.0/TLS 127.0.0.1:" + tlsAddress().getPort() + ";");
                peer.send(Phone.respond(
                        invite, 200, "OK", "there", "Contact: <sip:pbx@127.0.0.1;transport=tls>\r\n", Phone.SDP));
                assertThat(call.nextEvent()).isEqualTo("answered with a session");
                peer.request("ACK");
            }
        }
    }

    @Test
    void aServerThatNobodyTrustsIsNotCalledAndTheReasonSaysSo() throws Exception {
        assertThat(refusalOf(stranger, "127.0.0.1")).contains("PKIX");
    }

    @Test
    void aServerOfAnotherNameIsNotCalledThoughItIsTrusted() throws Exception {
        assertThat(refusalOf(pbx, "other.example.com")).contains("other.example.com");
    }

    private String refusalOf(TestIdentity identity, String named) throws Exception {
        start(ClientAuthentication.NONE);
        try (SSLServerSocket server = server(identity)) {
            TestApplication.TestCall call = call(server, named);
            Thread handshake = new Thread(() -> {
                try {
                    accepted(server).getInputStream().read();
                } catch (IOException e) {
                    // the far end refuses the certificate, as it should
                }
            });
            handshake.start();
            EndReason end = call.end();
            handshake.join(5_000);
            assertThat(end).isInstanceOf(EndReason.Refused.class);
            Refusal refusal = ((EndReason.Refused) end).refusal();
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.explanation()).contains("no TLS connection to");
            return refusal.explanation();
        }
    }

    @Test
    void connectionsThatBrokeAreForgotten() {
        start(ClientAuthentication.NONE);
        TcpPeer peer = peer(TestIdentity.anonymous(ours));
        peer.send(new Phone(peer).next("OPTIONS", ""));
        peer.response(200);
        peer.close();
        InetSocketAddress gone = new InetSocketAddress(InetAddress.getLoopbackAddress(), peer.port());
        await().atMost(RawPeer.PATIENCE).until(() -> !fixture.agent.isConnected(new Destination(gone, "tls")));
    }

    private static SSLServerSocket server(TestIdentity identity) throws IOException {
        return (SSLServerSocket)
                identity.context().getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    }

    private static Socket accepted(SSLServerSocket server) throws IOException {
        server.setSoTimeout((int) RawPeer.PATIENCE.toMillis());
        SSLSocket socket = (SSLSocket) server.accept();
        socket.startHandshake();
        return socket;
    }

    /** @param named the host by whose name it was found, or its address */
    private TestApplication.TestCall call(SSLServerSocket server, String named) throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        InetAddress host =
                named.equals("127.0.0.1") ? loopback : InetAddress.getByAddress(named, loopback.getAddress());
        InetSocketAddress address = new InetSocketAddress(host, server.getLocalPort());
        TestApplication.TestCall call = new TestApplication.TestCall(null);
        fixture.agent.invite(
                new OutgoingInvite(
                        List.of(new SipTarget(
                                "sip:bob@127.0.0.1:" + address.getPort() + ";transport=tls", address, "tls")),
                        new SipAddress("", SipUri.of("bob", "127.0.0.1")),
                        new SipAddress("", SipUri.of("lobby", "127.0.0.1")),
                        SESSION,
                        Duration.ofSeconds(20)),
                fixture.loops.newLoop(new CallId(UUID.randomUUID().toString())),
                call);
        return call;
    }
}
