package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.Body;
import io.patchbay.sip.CallLoops;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.SipSettings;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ClosingTest {

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.isAlive() && !thread.getName().startsWith("awaitility"))
                .collect(Collectors.toSet());
    }

    private static void assertNoThreadBeyond(Set<Thread> before) {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(() -> {
            Set<Thread> left = threads();
            left.removeAll(before);
            assertThat(left).isEmpty();
        });
    }

    @Test
    void leavesNoThreadAndNoSocket() throws Exception {
        threads(); // the attach listener and the like are there from now on
        Set<Thread> before = threads();
        AgentFixture fixture = new AgentFixture(Duration.ofMillis(500));
        InetSocketAddress address = fixture.address();
        fixture.application.onCall = call -> call.answer(Body.sdp(Phone.SDP));
        try (UdpPeer udp = fixture.peer();
                TcpPeer tcp = fixture.tcpPeer()) {
            for (RawPeer peer : List.of(udp, tcp)) {
                Phone phone = new Phone(peer);
                peer.send(phone.invite());
                phone.toTag = peer.response(200).toTag();
                peer.send(phone.ack());
                fixture.application.nextCall();
            }
            fixture.close(); // in the midst of calls
            assertThat(tcp.isClosedByPeer()).isTrue();
        }
        assertNoThreadBeyond(before);
        try (ServerSocket tcpAgain = new ServerSocket();
                DatagramSocket udpAgain = new DatagramSocket(address)) {
            tcpAgain.setReuseAddress(true);
            tcpAgain.bind(address);
            assertThat(udpAgain.isBound()).isTrue();
        }
    }

    @Test
    void oneAgentClosedLeavesAnotherAtWork() throws Exception {
        AgentFixture first = new AgentFixture();
        try (AgentFixture second = new AgentFixture();
                UdpPeer peer = second.peer()) {
            first.close();
            second.application.onCall = call -> call.answer(Body.sdp(Phone.SDP));
            Phone phone = new Phone(peer);
            peer.send(phone.invite());
            phone.toTag = peer.response(200).toTag();
            peer.send(phone.ack());
            TestApplication.TestCall call = second.application.nextCall();
            call.nextEvent();
            call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
            peer.request("BYE");
        }
    }

    @Test
    void aTakenPortIsNamedAndNothingIsLeft() throws Exception {
        threads();
        Set<Thread> before = threads();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                CallLoops loops = new CallLoops(1)) {
            SipSettings free = AgentFixture.settings(AgentFixture.SHORT_T1, 65535);
            SipSettings settings = new SipSettings(
                    free.addresses(),
                    free.advertised(),
                    taken.getLocalPort(),
                    free.realm(),
                    free.userAgent(),
                    free.maxMessageSize(),
                    free.timerT1(),
                    free.minExpires(),
                    free.maxExpires());
            assertThatThrownBy(() -> JainUserAgent.start(settings, new TestApplication(), loops))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("127.0.0.1 port " + taken.getLocalPort())
                    .hasMessageContaining("another SIP server");
            new DatagramSocket(taken.getLocalPort(), InetAddress.getLoopbackAddress()).close();
        }
        assertNoThreadBeyond(before);
    }

    @Test
    void twoHundredCallsLeaveNothing() throws Exception {
        try (AgentFixture fixture = new AgentFixture();
                UdpPeer peer = fixture.peer()) {
            fixture.application.onCall = call -> call.answer(Body.sdp(Phone.SDP));
            for (int i = 0; i < 200; i++) {
                Phone phone = new Phone(peer);
                peer.send(phone.invite());
                phone.toTag = peer.await(
                                message -> message.status() == 200
                                        && message.header("Call-ID").equals(phone.callId),
                                "200")
                        .toTag();
                peer.send(phone.ack());
                peer.send(phone.bye(""));
                peer.await(
                        message -> message.status() == 200
                                && message.method().equals("BYE")
                                && message.header("Call-ID").equals(phone.callId),
                        "200 to BYE");
                fixture.application.nextCall().end();
            }
            assertThat(fixture.agent.statistics().calls()).isZero();
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() -> assertThat(fixture.agent.statistics().serverTransactions())
                            .isZero());
        }
    }
}
