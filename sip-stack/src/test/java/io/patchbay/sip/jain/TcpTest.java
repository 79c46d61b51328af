package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TcpTest {
    private static final Body ANSWER = Body.sdp(Phone.SDP);

    private final AgentFixture fixture = new AgentFixture();
    private final TcpPeer peer = fixture.tcpPeer();
    private final Phone phone = new Phone(peer);

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    private TestApplication.TestCall established() throws Exception {
        fixture.application.onCall = call -> call.answer(ANSWER);
        peer.send(phone.invite());
        SipText ok = peer.response(200);
        assertThat(ok.header("Contact")).endsWith(";transport=tcp>");
        phone.toTag = ok.toTag();
        peer.send(phone.ack());
        TestApplication.TestCall call = fixture.application.nextCall();
        assertThat(call.nextEvent()).isEqualTo("established");
        return call;
    }

    @Test
    void aCallRunsOverOneConnection() throws Exception {
        TestApplication.TestCall call = established();
        call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
        SipText bye = peer.request("BYE");
        assertThat(bye.header("Via")).startsWith("SIP/2.0/TCP");
        peer.send(Phone.respond(bye, 200, "OK", "", "", ""));
        await().atMost(RawPeer.PATIENCE)
                .untilAsserted(
                        () -> assertThat(fixture.agent.statistics().calls()).isZero());
    }

    @Test
    void the200IsRepeatedOnTcpToo() throws Exception {
        fixture.application.onCall = call -> call.answer(ANSWER);
        peer.send(phone.invite());
        peer.response(200);
        peer.response(200);
        assertThat(fixture.application.nextCall().end()).isEqualTo(new EndReason.TimedOut("ACK"));
    }

    @Test
    void aMessageMayComeInPieces() throws Exception {
        byte[] invite = phone.invite().getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < invite.length; i += 7) {
            peer.send(java.util.Arrays.copyOfRange(invite, i, Math.min(invite.length, i + 7)));
        }
        assertThat(fixture.application.nextCall().call.offer().map(Body::text)).contains(Phone.SDP);
    }

    @Test
    void severalMessagesMayComeAtOnce() throws Exception {
        Phone other = new Phone(peer, "second");
        peer.send("\r\n\r\n" + phone.invite() + other.invite().replace("Content-Length: ", "l : ") + "\r\n");
        assertThat(fixture.application.nextCall().call.requestUri().user()).isEqualTo("lobby");
        assertThat(fixture.application.nextCall().call.requestUri().user()).isEqualTo("second");
    }

    @Test
    void aDoubleLineBreakIsAnsweredWithOne() {
        peer.send("\r\n\r\n");
        assertThat(peer.rawBytes(RawPeer.PATIENCE)).isEqualTo("\r\n");
    }

    @Test
    void anUnreadableMessageIsAnswered400AndTheNextIsRead() throws Exception {
        peer.send(phone.invite().replace("CSeq: 1 INVITE", "CSeq: one INVITE"));
        peer.response(400);
        peer.send(new Phone(peer, "second").invite());
        assertThat(fixture.application.nextCall().call.requestUri().user()).isEqualTo("second");
    }

    @Test
    void aStreamThatCannotBeCutIsAnswered400AndClosed() throws Exception {
        peer.send(phone.invite().replace("Content-Length: ", "Content-Length: 99999999"));
        peer.response(400);
        assertThat(peer.isClosedByPeer()).isTrue();
        try (TcpPeer another = fixture.tcpPeer()) {
            another.send(new Phone(another).invite());
            fixture.application.nextCall();
        }
    }

    @Test
    void anEndlessHeadIsCutOff() {
        AgentFixture small = new AgentFixture(AgentFixture.settings(AgentFixture.SHORT_T1, 4000));
        try (TcpPeer other = small.tcpPeer()) {
            other.send("INVITE sip:x SIP/2.0\r\nSubject: " + "x".repeat(5000));
            assertThat(other.isClosedByPeer()).isTrue();
            assertThat(small.agent.statistics().badMessages()).isEqualTo(1);
        } finally {
            small.close();
        }
    }

    @Test
    void aByeFindsThePeerByItsContactWhenItsConnectionIsGone() throws Exception {
        try (var listening = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            fixture.application.onCall = call -> call.answer(ANSWER);
            peer.send(phone.invite()
                    .replaceFirst(
                            "Contact: <sip:alice@127.0.0.1:\\d+",
                            "Contact: <sip:alice@127.0.0.1:" + listening.getLocalPort()));
            phone.toTag = peer.response(200).toTag();
            peer.send(phone.ack());
            TestApplication.TestCall call = fixture.application.nextCall();
            call.nextEvent();
            peer.close();
            await().atMost(RawPeer.PATIENCE).pollDelay(Duration.ofMillis(50)).untilAsserted(() -> assertThat(call.ends)
                    .isEmpty());
            call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
            listening.setSoTimeout(5000);
            try (TcpPeer again = new TcpPeer(listening.accept())) {
                SipText bye = again.request("BYE");
                again.send(Phone.respond(bye, 200, "OK", "", "", ""));
            }
        }
    }

    @Test
    void aServerThatClosesInsteadOfAnsweringIsGivenUpAtOnce() throws Exception {
        try (var listening = new java.net.ServerSocket(0, 5, java.net.InetAddress.getLoopbackAddress())) {
            var address = (java.net.InetSocketAddress) listening.getLocalSocketAddress();
            var status = fixture.agent.options(
                    new SipTarget("sip:127.0.0.1:" + address.getPort() + ";transport=tcp", address, "tcp"),
                    new SipAddress("", SipUri.of("patchbay", "127.0.0.1")));
            listening.setSoTimeout(5000);
            try (TcpPeer server = new TcpPeer(listening.accept())) {
                server.request("OPTIONS");
            }
            assertThat(status.toCompletableFuture().get(1, TimeUnit.SECONDS)).isEqualTo(503);
        }
    }
}
