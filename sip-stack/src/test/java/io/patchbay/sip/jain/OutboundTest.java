package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.Binding;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipUri;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Flows (RFC 5626) and paths (RFC 3327). */
class OutboundTest {
    private static final String INSTANCE = ";+sip.instance=\"<urn:uuid:7f6e>\"";
    private static final String SUPPORTED = "Supported: path, outbound\r\n";

    private final AgentFixture fixture = new AgentFixture();

    @BeforeEach
    void know() {
        fixture.application.passwords.put("alice", "wonder");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    private static SipText register(RawPeer peer, String headers) {
        Device alice = new Device(peer, "alice", "wonder");
        peer.send(alice.register(""));
        peer.send(alice.register(headers, peer.response(401), "MD5"));
        return peer.await(message -> message.status() >= 200 && message.status() != 401, "final response");
    }

    private static String contact(String user, int regId) {
        return "Contact: <sip:" + user + "@192.168.1.7;transport=tcp;ob>;reg-id=" + regId + INSTANCE + "\r\n"
                + SUPPORTED;
    }

    private List<Binding> bindings() {
        return fixture.agent.bindingsOf("alice");
    }

    @Test
    void aFlowIsTakenAndTheAnswerSaysSo() {
        try (TcpPeer peer = fixture.tcpPeer()) {
            SipText ok = register(peer, contact("alice", 1));
            assertThat(ok.header("Require")).isEqualTo("outbound");
            assertThat(ok.header("Contact")).contains(";reg-id=1;+sip.instance=\"<urn:uuid:7f6e>\"");
            assertThat(bindings()).hasSize(1);
            assertThat(bindings().get(0).isBoundToConnection()).isTrue();
        }
    }

    @Test
    void anotherRegistrationOfTheSameFlowReplacesItWhateverItsContact() {
        try (TcpPeer first = fixture.tcpPeer();
                TcpPeer second = fixture.tcpPeer()) {
            register(first, contact("alice", 1));
            register(second, contact("alice-2", 1));
            assertThat(bindings()).hasSize(1);
            assertThat(bindings().get(0).contact()).startsWith("sip:alice-2@");
            register(first, contact("alice", 2));
            assertThat(bindings()).extracting(Binding::regId).containsExactlyInAnyOrder(1, 2);
        }
    }

    @Test
    void aFlowThatBreaksTakesItsBindingAlong() {
        try (TcpPeer peer = fixture.tcpPeer()) {
            register(peer, contact("alice", 1));
            assertThat(fixture.agent.statistics().registeredDevices()).isEqualTo(1);
        }
        await().atMost(RawPeer.PATIENCE).until(() -> fixture.agent.statistics().registeredDevices() == 0);
        assertThat(bindings()).isEmpty();
    }

    @Test
    void withoutTheOptionTagThereIsNoFlow() {
        try (TcpPeer peer = fixture.tcpPeer()) {
            SipText ok = register(peer, contact("alice", 1).replace(SUPPORTED, ""));
            assertThat(ok.headers("Require")).isEmpty();
            assertThat(bindings().get(0).isBoundToConnection()).isFalse();
        }
    }

    @Test
    void twoFlowsInOneRegisterAreRefused() {
        try (TcpPeer peer = fixture.tcpPeer()) {
            SipText refused =
                    register(peer, contact("alice", 1) + contact("alice-2", 2).replace(SUPPORTED, ""));
            assertThat(refused.status()).isEqualTo(400);
        }
    }

    /** RFC 5626 §6: who came by a proxy that does not keep flows. */
    @ParameterizedTest
    @CsvSource({"'',439", "<sip:127.0.0.1:{port};lr>,439", "<sip:token@127.0.0.1:{port};lr;ob>,200"})
    void aFlowNeedsAFirstProxyThatKeepsIt(String path, int status) {
        try (UdpPeer proxy = fixture.peer()) {
            String headers = contact("alice", 1)
                    + "Via: SIP/2.0/UDP 192.168.1.7:5060;branch=" + Phone.branch() + "\r\n"
                    + (path.isEmpty() ? "" : "Path: " + path.replace("{port}", "" + proxy.port()) + "\r\n");
            assertThat(register(proxy, headers).status()).isEqualTo(status);
        }
    }

    @Test
    void requestsToADeviceFollowItsPath() {
        try (UdpPeer proxy = fixture.peer()) {
            String near = "<sip:127.0.0.1:" + proxy.port() + ";lr>";
            String far = "<sip:edge.example.com;lr>";
            SipText ok = register(
                    proxy, "Contact: <sip:alice@10.0.0.7>\r\nPath: " + near + "," + far + "\r\nRequire: path\r\n");
            assertThat(String.join(",", ok.headers("Path"))).isEqualTo(near + "," + far);
            Binding binding = bindings().get(0);
            fixture.agent.invite(
                    new OutgoingInvite(
                            List.of(binding.target()),
                            new SipAddress("", SipUri.of("alice", "127.0.0.1")),
                            new SipAddress("", SipUri.of("lobby", "127.0.0.1")),
                            Body.sdp(Phone.SDP),
                            Duration.ofSeconds(10)),
                    fixture.loops.newLoop(new CallId("by-its-path")),
                    new TestApplication.TestCall(null));
            SipText invite = proxy.request("INVITE");
            assertThat(invite.firstLine()).isEqualTo("INVITE sip:alice@10.0.0.7 SIP/2.0");
            assertThat(String.join(",", invite.headers("Route"))).isEqualTo(near + "," + far);
        }
    }

    @Test
    void stunBindingRequestsAreAnsweredOnTheSipPort() throws IOException {
        byte[] request = HexFormat.of().parseHex("000100002112a442" + "0102030405060708090a0b0c");
        try (DatagramSocket device = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))) {
            device.setSoTimeout((int) RawPeer.PATIENCE.toMillis());
            device.send(new DatagramPacket(request, request.length, fixture.address()));
            DatagramPacket answer = new DatagramPacket(new byte[100], 100);
            device.receive(answer);
            ByteBuffer read = ByteBuffer.wrap(answer.getData(), 0, answer.getLength());
            assertThat(answer.getLength()).isEqualTo(32);
            assertThat(read.getShort(0)).isEqualTo((short) 0x0101);
            assertThat(HexFormat.of().formatHex(answer.getData(), 4, 20)).endsWith("0102030405060708090a0b0c");
            assertThat((read.getShort(26) ^ 0x2112) & 0xffff).isEqualTo(device.getLocalPort());
            assertThat(read.getInt(28) ^ 0x2112a442).isEqualTo(0x7f000001);
        }
    }
}
