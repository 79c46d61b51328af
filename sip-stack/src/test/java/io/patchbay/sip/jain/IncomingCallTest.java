package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.IncomingCall;
import io.patchbay.sip.Refusal;
import java.time.Duration;
import java.util.Deque;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncomingCallTest {
    private static final Body ANSWER = Body.sdp(Phone.SDP);

    private final AgentFixture fixture = new AgentFixture();
    private final UdpPeer peer = fixture.peer();
    private final Phone phone = new Phone(peer);

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    private TestApplication.TestCall established() throws Exception {
        fixture.application.onCall = call -> call.answer(ANSWER);
        peer.send(phone.invite());
        phone.toTag = peer.response(200).toTag();
        peer.send(phone.ack());
        TestApplication.TestCall call = fixture.application.nextCall();
        assertThat(call.nextEvent()).startsWith("established");
        return call;
    }

    private void assertNoCallLeft() {
        await().atMost(RawPeer.PATIENCE)
                .untilAsserted(
                        () -> assertThat(fixture.agent.statistics().calls()).isZero());
    }

    @Test
    void answersWith100180And200() throws Exception {
        fixture.application.onCall = call -> {
            call.ring();
            call.answer(ANSWER);
        };
        peer.send(phone.invite());

        assertThat(peer.response(100).toTag()).isEmpty();
        SipText ringing = peer.response(180);
        SipText ok = peer.response(200);
        assertThat(ok.toTag()).isNotEmpty().isEqualTo(ringing.toTag());
        assertThat(ok.header("Contact")).isEqualTo("<sip:127.0.0.1:" + peer.targetPort() + ">");
        assertThat(ok.header("Server")).isEqualTo("Patchbay/test");
        assertThat(ok.headers("Allow").toString()).contains("INVITE").contains("BYE");
        assertThat(ok.body()).isEqualTo(Phone.SDP);

        phone.toTag = ok.toTag();
        peer.send(phone.ack());
        TestApplication.TestCall call = fixture.application.nextCall();
        assertThat(call.nextEvent()).isEqualTo("established");
        assertThat(call.call.from().displayName()).isEqualTo("Alice");
        assertThat(call.call.requestUri().user()).isEqualTo("lobby");
        assertThat(call.call.remoteAddress()).isEqualTo(peer.address());
        assertThat(call.call.offer())
                .hasValueSatisfying(body -> assertThat(body.text()).isEqualTo(Phone.SDP));

        peer.send(phone.bye("Reason: Q.850;cause=16;text=\"Normal call clearing\"\r\n"));
        peer.response(200, "BYE");
        assertThat(call.end()).isEqualTo(new EndReason.HungUp(Side.REMOTE, "Normal call clearing (Q.850 cause 16)"));
        assertNoCallLeft();
    }

    @Test
    void hangsUpWithBye() throws Exception {
        TestApplication.TestCall call = established();
        call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "the room was closed")));

        SipText bye = peer.request("BYE");
        assertThat(bye.firstLine()).isEqualTo("BYE sip:alice@127.0.0.1:" + peer.port() + " SIP/2.0");
        assertThat(bye.toTag()).isEqualTo(phone.fromTag);
        assertThat(bye.fromTag()).isEqualTo(phone.toTag);
        assertThat(bye.header("Reason")).contains("the room was closed");
        peer.send(Phone.respond(bye, 200, "OK", "", "", ""));
        assertThat(call.end()).isEqualTo(new EndReason.HungUp(Side.LOCAL, "the room was closed"));
        assertNoCallLeft();
    }

    @Test
    void hangingUpBeforeTheAckWaitsForItWithTheBye() throws Exception {
        fixture.application.onCall = call -> {
            call.answer(ANSWER);
            call.hangUp(new EndReason.HungUp(Side.LOCAL, ""));
        };
        peer.send(phone.invite());
        phone.toTag = peer.response(200).toTag();
        assertThat(fixture.application.nextCall().end()).isEqualTo(new EndReason.HungUp(Side.LOCAL, ""));
        assertThat(peer.collect(AgentFixture.SHORT_T1.multipliedBy(5)))
                .noneMatch(message -> message.method().equals("BYE"));

        peer.send(phone.ack());
        SipText bye = peer.request("BYE");
        peer.send(Phone.respond(bye, 200, "OK", "", "", ""));
        assertNoCallLeft();
    }

    @Test
    void aLostAckRepeatsThe200AndEndsInBye() throws Exception {
        fixture.application.onCall = call -> call.answer(ANSWER);
        peer.send(phone.invite());
        peer.response(200);

        EndReason end = fixture.application.nextCall().end();
        SipText bye = peer.request("BYE");
        peer.send(Phone.respond(bye, 200, "OK", "", "", ""));
        Deque<SipText> all = peer.collect(Duration.ofMillis(50));

        assertThat(end).isEqualTo(new EndReason.TimedOut("ACK"));
        // T1, 2 T1, 4 T1, then every 8 T1 up to 64 T1
        assertThat(all.stream().filter(message -> message.status() == 200).count())
                .isBetween(8L, 11L);
        assertNoCallLeft();
    }

    @Test
    void aRepeatedInviteMakesNoSecondCall() throws Exception {
        fixture.application.onCall = IncomingCall::ring;
        String invite = phone.invite();
        peer.send(invite);
        peer.response(180);
        peer.send(invite);
        peer.response(180); // the last response again (RFC 3261 §17.2.1)

        TestApplication.TestCall call = fixture.application.nextCall();
        call.onLoop(() -> call.call.answer(ANSWER));
        phone.toTag = peer.response(200).toTag();
        peer.send(invite);
        peer.send(phone.ack());
        assertThat(call.nextEvent()).isEqualTo("established");
        assertThat(fixture.application.calls).isEmpty();
        assertThat(fixture.agent.statistics().calls()).isEqualTo(1);
        assertThat(fixture.agent.statistics().retransmissionsReceived()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void aRepeatedAckChangesNothing() throws Exception {
        TestApplication.TestCall call = established();
        peer.send(phone.ack());
        peer.send(phone.bye(""));
        peer.response(200, "BYE");
        assertThat(call.end()).isEqualTo(new EndReason.HungUp(Side.REMOTE, ""));
        assertThat(call.events).isEmpty();
    }

    @Test
    void cancelEndsARingingCallWith487() throws Exception {
        fixture.application.onCall = IncomingCall::ring;
        peer.send(phone.invite());
        SipText ringing = peer.response(180);
        peer.send(phone.cancel("Reason: SIP;cause=200;text=\"Call completed elsewhere\"\r\n"));

        SipText ok = peer.response(200, "CANCEL");
        SipText terminated = peer.response(487, "INVITE");
        assertThat(ok.toTag()).isEqualTo(ringing.toTag());
        phone.toTag = terminated.toTag();
        peer.send(phone.ackOfRefusal());
        assertThat(fixture.application.nextCall().end())
                .isEqualTo(new EndReason.Cancelled(Side.REMOTE, "Call completed elsewhere"));
        assertNoCallLeft();
    }

    @Test
    void cancelAfterTheAnswerChangesNothing() throws Exception {
        fixture.application.onCall = call -> call.answer(ANSWER);
        peer.send(phone.invite());
        phone.toTag = peer.response(200, "INVITE").toTag();
        peer.send(phone.cancel(""));
        peer.response(200, "CANCEL");
        peer.send(phone.ack());
        TestApplication.TestCall call = fixture.application.nextCall();
        assertThat(call.nextEvent()).isEqualTo("established");
        assertThat(call.ends).isEmpty();
    }

    @Test
    void cancelWithoutInviteIsAnswered481() {
        peer.send(phone.cancel(""));
        assertThat(peer.response(481, "CANCEL").header("Reason")).contains("no INVITE to cancel");
    }

    @Test
    void aRefusalSaysWhyAndStopsAtItsAck() throws Exception {
        fixture.application.onCall = call -> call.refuse(
                new Refusal(488, "Not Acceptable Here", "no codec in common: offered G729; we have PCMU, PCMA"));
        peer.send(phone.invite());
        SipText refused = peer.response(488);
        assertThat(refused.header("Reason"))
                .isEqualTo("SIP;cause=488;text=\"no codec in common: offered G729; we have PCMU, PCMA\"");
        assertThat(refused.header("Warning")).startsWith("304 127.0.0.1 \"no codec in common");
        phone.toTag = refused.toTag();
        peer.send(phone.ackOfRefusal());
        peer.collect(AgentFixture.SHORT_T1.multipliedBy(2));
        assertThat(peer.collect(AgentFixture.SHORT_T1.multipliedBy(10))).isEmpty();
        assertThat(fixture.application.nextCall().end().sipStatus()).isEqualTo(488);
        assertNoCallLeft();
    }

    @Test
    void hangingUpBeforeTheAnswerRefuses() throws Exception {
        fixture.application.onCall = call -> call.hangUp(new EndReason.HungUp(Side.LOCAL, "the appliance stops"));
        peer.send(phone.invite());
        assertThat(peer.response(480).header("Reason")).contains("the appliance stops");
        assertThat(fixture.application.nextCall().end())
                .isEqualTo(new EndReason.HungUp(Side.LOCAL, "the appliance stops"));
    }

    @Test
    void anApplicationThatFailsRefusesWith500() {
        fixture.application.onCall = call -> {
            throw new IllegalStateException("no room for this call");
        };
        peer.send(phone.invite());
        assertThat(peer.response(500).header("Reason")).contains("no room for this call");
        assertNoCallLeft();
    }

    @Test
    void anInviteWithoutOfferGetsTheirAnswerFromTheAck() throws Exception {
        fixture.application.onCall = call -> call.answer(ANSWER);
        peer.send(phone.inviteWithoutOffer());
        phone.toTag = peer.response(200).toTag();
        peer.send(phone.ack(Phone.SDP));
        TestApplication.TestCall call = fixture.application.nextCall();
        assertThat(call.call.offer()).isEmpty();
        assertThat(call.nextEvent()).isEqualTo("established with a session");
    }

    @Test
    void byeBeforeTheAnswerEndsTheCall() throws Exception {
        fixture.application.onCall = IncomingCall::ring;
        peer.send(phone.invite());
        phone.toTag = peer.response(180).toTag();
        peer.send(phone.bye(""));
        peer.response(200, "BYE");
        peer.response(487, "INVITE");
        assertThat(fixture.application.nextCall().end()).isEqualTo(new EndReason.HungUp(Side.REMOTE, ""));
        assertNoCallLeft();
    }

    @Test
    void aPeerBehindNatIsReachedTheWayItsInviteCame() throws Exception {
        phone.contactHost = "10.255.255.1";
        TestApplication.TestCall call = established();
        call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
        SipText bye = peer.request("BYE");
        assertThat(bye.firstLine()).isEqualTo("BYE sip:alice@10.255.255.1:" + peer.port() + " SIP/2.0");
        peer.send(Phone.respond(bye, 200, "OK", "", "", ""));
    }

    @Test
    void aProxyInTheRecordRouteIsSentTheBye() throws Exception {
        fixture.application.onCall = call -> call.answer(ANSWER);
        phone.contactHost = "10.255.255.1";
        peer.send(phone.invite("Record-Route: <sip:127.0.0.1:" + peer.port() + ";lr>\r\n"));
        SipText ok = peer.response(200);
        assertThat(ok.header("Record-Route")).isEqualTo("<sip:127.0.0.1:" + peer.port() + ";lr>");
        phone.toTag = ok.toTag();
        peer.send(phone.ack());
        TestApplication.TestCall call = fixture.application.nextCall();
        call.nextEvent();
        call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
        SipText bye = peer.request("BYE");
        assertThat(bye.header("Route")).isEqualTo("<sip:127.0.0.1:" + peer.port() + ";lr>");
        assertThat(bye.firstLine()).startsWith("BYE sip:alice@10.255.255.1");
    }

    @Test
    void aByeForAnEndedCallIsAnswered481() throws Exception {
        TestApplication.TestCall call = established();
        peer.send(phone.bye(""));
        peer.response(200, "BYE");
        call.end();
        peer.send(phone.bye(""));
        assertThat(peer.response(481).header("Reason")).contains("it has ended");
    }

    @Test
    void aCallToATelephoneNumberAndItsHeadersComeThrough() throws Exception {
        String headers = "P-Asserted-Identity: \"Jane\" <sip:+49301@acme.example>\r\n"
                + "Diversion: <sip:+49302@acme.example>;reason=no-answer\r\nX-Account: 7\r\nX-Account: 8\r\n";
        peer.send(phone.invite(headers).replaceFirst("INVITE \\S+", "INVITE tel:+49-30-123456"));
        TestApplication.TestCall call = fixture.application.nextCall();
        assertThat(call.call.requestUri()).hasToString("tel:+4930123456");
        assertThat(call.call.headers(java.util.List.of("p-asserted-identity", "diversion", "x-account", "x-other")))
                .extracting(field -> field.name() + "=" + field.value())
                .containsExactly(
                        "p-asserted-identity=\"Jane\" <sip:+49301@acme.example>",
                        "diversion=<sip:+49302@acme.example>;reason=no-answer",
                        "x-account=7",
                        "x-account=8");
    }
}
