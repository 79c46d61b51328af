package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.SipSettings;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class AddressesTest {

    private static SipSettings settings(List<InetAddress> addresses, List<String> advertised) {
        return new SipSettings(
                addresses,
                advertised,
                0,
                "patchbay",
                "Patchbay/test",
                65535,
                AgentFixture.SHORT_T1,
                Duration.ofSeconds(60),
                Duration.ofSeconds(3600));
    }

    private static SipText answerAt(AgentFixture fixture, InetSocketAddress address) throws Exception {
        fixture.application.onCall = call -> call.answer(Body.sdp(Phone.SDP));
        try (UdpPeer peer = new UdpPeer(address)) {
            Phone phone = new Phone(peer);
            peer.send(phone.invite());
            SipText ok = peer.response(200);
            phone.toTag = ok.toTag();
            peer.send(phone.ack());
            fixture.application.nextCall().nextEvent();
            return ok;
        }
    }

    @Test
    void eachAddressAnswersWithItsOwnContact() throws Exception {
        List<InetAddress> both = List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("127.0.0.2"));
        try (AgentFixture fixture = new AgentFixture(settings(both, List.of("127.0.0.1", "127.0.0.2")))) {
            List<InetSocketAddress> listening = fixture.agent.listeningOn();
            assertThat(listening).hasSize(2);
            assertThat(listening.get(0).getPort()).isEqualTo(listening.get(1).getPort());
            for (InetSocketAddress address : listening) {
                assertThat(answerAt(fixture, address).header("Contact"))
                        .isEqualTo("<sip:" + address.getAddress().getHostAddress() + ":" + address.getPort() + ">");
            }
        }
    }

    @Test
    void theAdvertisedNameStandsInContactAndVia() throws Exception {
        List<InetAddress> address = List.of(InetAddress.getLoopbackAddress());
        try (AgentFixture fixture = new AgentFixture(settings(address, List.of("sip.example.com")))) {
            int port = fixture.address().getPort();
            fixture.application.onCall = call -> call.answer(Body.sdp(Phone.SDP));
            try (UdpPeer peer = fixture.peer()) {
                Phone phone = new Phone(peer);
                peer.send(phone.invite());
                SipText ok = peer.response(200);
                assertThat(ok.header("Contact")).isEqualTo("<sip:sip.example.com:" + port + ">");
                phone.toTag = ok.toTag();
                peer.send(phone.ack());
                TestApplication.TestCall call = fixture.application.nextCall();
                call.nextEvent();
                call.onLoop(() -> call.call.reoffer(Body.sdp(Phone.SDP)));
                SipText reinvite = peer.request("INVITE");
                assertThat(reinvite.header("Via")).startsWith("SIP/2.0/UDP sip.example.com:" + port + ";");
                assertThat(reinvite.header("Contact")).isEqualTo("<sip:sip.example.com:" + port + ">");
                // the answer to that Via comes back to where it was sent from
                peer.send(Phone.respond(reinvite, 488, "Not Acceptable Here", "", "", ""));
                assertThat(call.nextEvent()).isEqualTo("reoffer refused 488");
            }
        }
    }

    @Test
    void speaksIpv6() throws Exception {
        InetAddress six = InetAddress.getByName("::1");
        try (AgentFixture fixture = new AgentFixture(settings(List.of(six), List.of("::1")))) {
            int port = fixture.address().getPort();
            assertThat(fixture.address().getAddress()).isEqualTo(six);
            try (UdpPeer peer = new UdpPeer(fixture.address(), six)) {
                String options = "OPTIONS sip:[::1]:" + port + " SIP/2.0\r\n"
                        + "Via: SIP/2.0/UDP [::1]:" + peer.port() + ";branch=" + Phone.branch() + ";rport\r\n"
                        + "Max-Forwards: 70\r\nFrom: <sip:a@[::1]>;tag=1\r\nTo: <sip:[::1]>\r\n"
                        + "Call-ID: six\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n";
                peer.send(options);
                peer.response(200);
                peer.send(options.replace("OPTIONS", "INVITE")
                        .replace("Max-F", "Contact: <sip:a@[::1]:" + peer.port() + ">\r\nMax-F")
                        .replace("branch=", "branch=" + Phone.branch())
                        .replace("Call-ID: six", "Call-ID: seven"));
                TestApplication.TestCall call = fixture.application.nextCall();
                call.onLoop(() -> call.call.answer(Body.sdp(Phone.SDP)));
                SipText ok = peer.response(200, "INVITE");
                assertThat(ok.header("Contact")).isEqualTo("<sip:[::1]:" + port + ">");
                peer.send("ACK sip:[::1]:" + port + " SIP/2.0\r\nVia: SIP/2.0/UDP [::1]:" + peer.port() + ";branch="
                        + Phone.branch() + "\r\nFrom: <sip:a@[::1]>;tag=1\r\nTo: <sip:[::1]>;tag=" + ok.toTag()
                        + "\r\nCall-ID: seven\r\nCSeq: 1 ACK\r\nContent-Length: 0\r\n\r\n");
                assertThat(call.nextEvent()).isEqualTo("established");
                call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
                assertThat(peer.request("BYE").header("Via")).startsWith("SIP/2.0/UDP [::1]:" + port + ";");
            }
        }
    }

    @Test
    void speaksIpv6OverTcp() throws Exception {
        InetAddress six = InetAddress.getByName("::1");
        try (AgentFixture fixture = new AgentFixture(settings(List.of(six), List.of("::1")));
                TcpPeer peer = fixture.tcpPeer()) {
            int port = fixture.address().getPort();
            fixture.application.onCall = call -> call.answer(Body.sdp(Phone.SDP));
            Phone phone = new Phone(peer);
            peer.send(phone.invite().replace("127.0.0.1:", "[::1]:"));
            SipText ok = peer.response(200);
            assertThat(ok.header("Via")).contains("TCP [::1]:").contains("rport=" + peer.port());
            assertThat(ok.header("Contact")).isEqualTo("<sip:[::1]:" + port + ";transport=tcp>");
            phone.toTag = ok.toTag();
            peer.send(phone.ack().replace("127.0.0.1:", "[::1]:"));
            TestApplication.TestCall call = fixture.application.nextCall();
            call.nextEvent();
            call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(EndReason.Side.LOCAL, "")));
            SipText bye = peer.request("BYE");
            assertThat(bye.header("Via")).startsWith("SIP/2.0/TCP [::1]:" + port + ";");
        }
    }
}
