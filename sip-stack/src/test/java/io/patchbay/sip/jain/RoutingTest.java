package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which way requests go. */
class RoutingTest {
    private static final Body LARGE = Body.sdp(Phone.SDP + "a=x-filler:" + "x".repeat(1_300) + "\r\n");

    private final AgentFixture fixture = new AgentFixture();
    private final UdpPeer udp = fixture.peer();
    private final TestApplication.TestCall listener = new TestApplication.TestCall(null);

    @AfterEach
    void close() {
        udp.close();
        fixture.close();
    }

    private SipCall dial(Body offer, boolean isFlow) {
        SipTarget target = new SipTarget("sip:bob@127.0.0.1:" + udp.port(), udp.address(), "udp", isFlow);
        return fixture.agent.invite(
                new OutgoingInvite(
                        List.of(target),
                        new SipAddress("", SipUri.of("bob", "example.com")),
                        new SipAddress("", SipUri.of("lobby", "127.0.0.1")),
                        offer,
                        Duration.ofSeconds(20)),
                fixture.loops.newLoop(new CallId(UUID.randomUUID().toString())),
                listener);
    }

    private ServerSocket tcpBesideUdp() throws IOException {
        ServerSocket server = new ServerSocket(udp.port(), 5, InetAddress.getLoopbackAddress());
        server.setSoTimeout((int) RawPeer.PATIENCE.toMillis());
        return server;
    }

    @Test
    void aLargeInviteGoesByTcp() throws Exception {
        try (ServerSocket server = tcpBesideUdp()) {
            dial(LARGE, false);
            try (TcpPeer peer = new TcpPeer(server.accept())) {
                SipText invite = peer.request("INVITE");
                assertThat(invite.header("Via")).startsWith("SIP/2.0/TCP ");
                assertThat(invite.header("CSeq")).isEqualTo("1 INVITE");
                peer.send(Phone.respond(
                        invite,
                        200,
                        "OK",
                        "b1",
                        "Contact: <sip:bob@127.0.0.1:" + udp.port() + ";transport=tcp>\r\n",
                        Phone.SDP));
                assertThat(listener.nextEvent()).isEqualTo("answered with a session");
                peer.request("ACK");
            }
        }
    }

    @Test
    void whereTcpIsRefusedItGoesByUdpAndTheNextAtOnce() throws Exception {
        dial(LARGE, false);
        SipText invite = udp.request("INVITE");
        assertThat(invite.header("Via")).startsWith("SIP/2.0/UDP ");
        assertThat(invite.header("CSeq")).isEqualTo("2 INVITE");
        try (ServerSocket server = tcpBesideUdp()) {
            SipCall again = dial(LARGE, false);
            SipText next = udp.await(
                    message -> message.header("Call-ID").equals(again.callId().value()), "the second INVITE");
            assertThat(next.header("CSeq")).isEqualTo("1 INVITE");
        }
    }

    @Test
    void aDeviceThatRegisteredByUdpIsCalledByUdp() throws Exception {
        try (ServerSocket server = tcpBesideUdp()) {
            dial(LARGE, true);
            assertThat(udp.request("INVITE").body()).isEqualTo(LARGE.text());
        }
    }

    @Test
    void aSmallInviteStaysOnUdp() throws Exception {
        try (ServerSocket server = tcpBesideUdp()) {
            dial(Body.sdp(Phone.SDP), false);
            assertThat(udp.request("INVITE").header("Via")).startsWith("SIP/2.0/UDP ");
        }
    }

    /** RFC 3261 §12.2.1.1. */
    @Test
    void aStrictRouterIsNamedByTheRequestUriAndTheTargetComesLast() throws Exception {
        SipCall call = dial(Body.sdp(Phone.SDP), false);
        SipText invite = udp.request("INVITE");
        udp.send(Phone.respond(
                invite,
                200,
                "OK",
                "b1",
                "Record-Route: <sip:127.0.0.9:5099;lr>\r\nRecord-Route: <sip:127.0.0.1:" + udp.port() + ">\r\n"
                        + "Contact: <sip:bob@10.9.9.9>\r\n",
                Phone.SDP));
        SipText ack = udp.request("ACK");
        assertThat(ack.firstLine()).isEqualTo("ACK sip:127.0.0.1:" + udp.port() + " SIP/2.0");
        assertThat(String.join(",", ack.headers("Route")).replace(" ", ""))
                .isEqualTo("<sip:127.0.0.9:5099;lr>,<sip:bob@10.9.9.9>");
        assertThat(listener.nextEvent()).isEqualTo("answered with a session");
        call.loop().execute(() -> call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
        assertThat(udp.request("BYE").firstLine()).isEqualTo("BYE sip:127.0.0.1:" + udp.port() + " SIP/2.0");
    }
}
