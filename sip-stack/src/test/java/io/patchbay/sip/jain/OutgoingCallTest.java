package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.Credentials;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.HeaderField;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingCallTest {
    private static final Body OFFER = Body.sdp(Phone.SDP);

    private final AgentFixture fixture = new AgentFixture();
    private final UdpPeer peer = fixture.peer();
    private final TestApplication.TestCall listener = new TestApplication.TestCall(null);

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    private static SipTarget target(InetSocketAddress address, String transport) {
        return new SipTarget("sip:bob@127.0.0.1:" + address.getPort(), address, transport);
    }

    private SipCall dial(SipTarget... targets) {
        return dial(Duration.ofSeconds(10), targets);
    }

    private SipCall dial(Duration ringFor, SipTarget... targets) {
        OutgoingInvite invite = new OutgoingInvite(
                List.of(targets),
                new SipAddress("", SipUri.of("bob", "example.com")),
                new SipAddress("The lobby", SipUri.of("lobby", "127.0.0.1")),
                OFFER,
                ringFor);
        return fixture.agent.invite(
                invite, fixture.loops.newLoop(new CallId(UUID.randomUUID().toString())), listener);
    }

    private SipCall dialPeer() {
        return dial(target(peer.address(), "udp"));
    }

    private String contact() {
        return "Contact: <sip:bob@127.0.0.1:" + peer.port() + ">\r\n";
    }

    private String ok(SipText invite, String toTag) {
        return Phone.respond(invite, 200, "OK", toTag, contact(), Phone.SDP);
    }

    private static void hangUp(SipCall call) {
        call.loop().execute(() -> call.hangUp(new EndReason.HungUp(Side.LOCAL, "enough")));
    }

    private SipText ack(int cseq) {
        return peer.await(
                message -> message.firstLine().startsWith("ACK ")
                        && message.header("CSeq").equals(cseq + " ACK"),
                "ACK");
    }

    private void assertNoCallLeft() {
        await().atMost(RawPeer.PATIENCE)
                .untilAsserted(
                        () -> assertThat(fixture.agent.statistics().calls()).isZero());
    }

    @Test
    void theInviteSaysWhoCallsWhomWithWhat() {
        SipCall call = dialPeer();
        SipText invite = peer.request("INVITE");
        assertThat(invite.firstLine()).isEqualTo("INVITE sip:bob@127.0.0.1:" + peer.port() + " SIP/2.0");
        assertThat(invite.header("From")).startsWith("\"The lobby\" <sip:lobby@127.0.0.1>;tag=");
        assertThat(invite.header("To")).isEqualTo("<sip:bob@example.com>");
        assertThat(invite.header("Via"))
                .startsWith("SIP/2.0/UDP 127.0.0.1:" + peer.targetPort() + ";")
                .contains("rport");
        assertThat(invite.header("Max-Forwards")).isEqualTo("70");
        assertThat(invite.header("User-Agent")).isEqualTo("Patchbay/test");
        assertThat(invite.header("Call-ID")).isEqualTo(call.callId().value());
        assertThat(invite.body()).isEqualTo(Phone.SDP);
    }

    @Test
    void progressAndAnswerReachTheApplication() throws Exception {
        SipCall call = dialPeer();
        SipText invite = peer.request("INVITE");
        peer.send(Phone.respond(invite, 100, "Trying", "", "", ""));
        peer.send(Phone.respond(invite, 183, "Session Progress", "b1", contact(), Phone.SDP));
        assertThat(listener.nextEvent()).isEqualTo("progress 183 with a session");
        peer.send(ok(invite, "b1"));
        assertThat(listener.nextEvent()).isEqualTo("answered with a session");
        ack(1);
        hangUp(call);
        SipText bye = peer.request("BYE");
        assertThat(bye.header("CSeq")).isEqualTo("2 BYE");
        assertThat(bye.toTag()).isEqualTo("b1");
        peer.send(Phone.respond(bye, 200, "OK", "", "", ""));
        assertThat(listener.end()).isEqualTo(new EndReason.HungUp(Side.LOCAL, "enough"));
        assertNoCallLeft();
    }

    @Test
    void theirByeEndsTheCall() throws Exception {
        dialPeer();
        SipText invite = peer.request("INVITE");
        peer.send(ok(invite, "b1"));
        ack(1);
        String bye = "BYE sip:lobby@127.0.0.1:" + peer.targetPort() + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";branch=" + Phone.branch() + "\r\n"
                + "From: " + invite.header("To") + ";tag=b1\r\nTo: " + invite.header("From") + "\r\n"
                + "Call-ID: " + invite.header("Call-ID") + "\r\nCSeq: 1 BYE\r\nContent-Length: 0\r\n\r\n";
        peer.send(bye);
        peer.response(200, "BYE");
        assertThat(listener.end()).isEqualTo(new EndReason.HungUp(Side.REMOTE, ""));
        assertNoCallLeft();
    }

    @Test
    void aRepeated200IsAcknowledgedAgain() throws Exception {
        dialPeer();
        SipText invite = peer.request("INVITE");
        peer.send(ok(invite, "b1"));
        ack(1);
        peer.send(ok(invite, "b1"));
        ack(1);
        assertThat(listener.nextEvent()).startsWith("answered");
        assertThat(listener.events).isEmpty();
    }

    @Test
    void aSecondBranchThatAnswersTooIsAcknowledgedAndEnded() throws Exception {
        dialPeer();
        SipText invite = peer.request("INVITE");
        peer.send(ok(invite, "b1"));
        ack(1);
        peer.send(ok(invite, "b2"));
        assertThat(ack(1).toTag()).isEqualTo("b2");
        SipText bye = peer.request("BYE");
        assertThat(bye.toTag()).isEqualTo("b2");
        assertThat(listener.ends).isEmpty();
        assertThat(fixture.agent.statistics().calls()).isEqualTo(1);
    }

    @Test
    void cancelWaitsForAProvisionalResponse() throws Exception {
        SipCall call = dialPeer();
        SipText invite = peer.request("INVITE");
        hangUp(call);
        assertThat(listener.end()).isEqualTo(new EndReason.HungUp(Side.LOCAL, "enough"));
        assertThat(peer.collect(AgentFixture.SHORT_T1.multipliedBy(5)))
                .noneMatch(message -> message.method().equals("CANCEL"));

        peer.send(Phone.respond(invite, 100, "Trying", "", "", ""));
        SipText cancel = peer.request("CANCEL");
        assertThat(cancel.header("Via")).isEqualTo(invite.header("Via"));
        assertThat(cancel.header("CSeq")).isEqualTo("1 CANCEL");
        assertThat(cancel.header("Reason")).isEqualTo("SIP;cause=487;text=\"hung up here: enough\",Q.850;cause=16");
        peer.send(Phone.respond(cancel, 200, "OK", "b1", "", ""));
        peer.send(Phone.respond(invite, 487, "Request Terminated", "b1", "", ""));
        ack(1);
        assertNoCallLeft();
    }

    @Test
    void a200ThatCrossesTheCancelIsAcknowledgedAndEnded() throws Exception {
        SipCall call = dialPeer();
        SipText invite = peer.request("INVITE");
        peer.send(Phone.respond(invite, 180, "Ringing", "b1", contact(), ""));
        assertThat(listener.nextEvent()).isEqualTo("progress 180");
        hangUp(call);
        SipText cancel = peer.request("CANCEL");
        peer.send(ok(invite, "b1"));
        peer.send(Phone.respond(cancel, 200, "OK", "b1", "", ""));
        ack(1);
        SipText bye = peer.request("BYE");
        peer.send(Phone.respond(bye, 200, "OK", "", "", ""));
        assertThat(listener.end()).isEqualTo(new EndReason.HungUp(Side.LOCAL, "enough"));
        assertThat(listener.events).isEmpty();
        assertNoCallLeft();
    }

    @Test
    void aCancelThatNobodyAnswersEndsTheCallAllTheSame() throws Exception {
        SipCall call = dialPeer();
        SipText invite = peer.request("INVITE");
        peer.send(Phone.respond(invite, 180, "Ringing", "b1", contact(), ""));
        listener.nextEvent();
        hangUp(call);
        peer.request("CANCEL");
        assertNoCallLeft();
    }

    @Test
    void ringingTooLongIsCancelled() throws Exception {
        dial(Duration.ofMillis(100), target(peer.address(), "udp"));
        SipText invite = peer.request("INVITE");
        peer.send(Phone.respond(invite, 180, "Ringing", "b1", contact(), ""));
        SipText cancel = peer.request("CANCEL");
        peer.send(Phone.respond(cancel, 200, "OK", "b1", "", ""));
        peer.send(Phone.respond(invite, 487, "Request Terminated", "b1", "", ""));
        assertThat(listener.end()).isEqualTo(new EndReason.TimedOut("answer"));
        assertNoCallLeft();
    }

    @Test
    void aPhoneThatRangInVainShowsNoMissedCall() throws Exception {
        SipCall call = dialPeer();
        SipText invite = peer.request("INVITE");
        peer.send(Phone.respond(invite, 180, "Ringing", "b1", contact(), ""));
        listener.nextEvent();
        call.loop().execute(() -> call.hangUp(new EndReason.AnsweredElsewhere()));
        assertThat(peer.request("CANCEL").header("Reason"))
                .isEqualTo("SIP;cause=200;text=\"Call completed elsewhere\"");
        peer.send(ok(invite, "b1")); // it was taken up at the same moment
        ack(1);
        assertThat(peer.request("BYE").header("Reason")).isEqualTo("SIP;cause=200;text=\"Call completed elsewhere\"");
    }

    @Test
    void aRefusalEndsTheCallWithItsReason() throws Exception {
        dialPeer();
        SipText invite = peer.request("INVITE");
        peer.send(Phone.respond(invite, 486, "Busy Here", "b1", "Reason: Q.850;cause=17;text=\"User busy\"\r\n", ""));
        ack(1);
        assertThat(listener.end())
                .isEqualTo(new EndReason.Refused(
                        Side.REMOTE, new Refusal(486, "Busy Here", "User busy (Q.850 cause 17)")));
        assertNoCallLeft();
    }

    @Test
    void aRedirectionWithinTheHostIsFollowedOnceForEachContact() throws Exception {
        dialPeer();
        SipText invite = peer.request("INVITE");
        String there = "Contact: <sip:mobile@127.0.0.1:" + peer.port() + ">\r\n";
        peer.send(Phone.respond(invite, 302, "Moved Temporarily", "b1", there, ""));
        SipText again = peer.await(
                message -> !message.isResponse() && message.header("CSeq").equals("2 INVITE"), "the INVITE again");
        assertThat(again.firstLine()).startsWith("INVITE sip:mobile@127.0.0.1");
        peer.send(Phone.respond(again, 302, "Moved Temporarily", "b1", there, "")); // in circles
        assertThat(listener.end().sipStatus()).isEqualTo(302);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"203.0.113.9", "127.0.0.1:9"}) // the second: a phone that is forwarded to one at our own port
    void aRedirectionToAnotherHostOrPortIsNotFollowed(String elsewhere) throws Exception {
        dialPeer();
        String there = "Contact: <sip:0900@" + elsewhere + ">\r\n";
        peer.send(Phone.respond(peer.request("INVITE"), 302, "Moved Temporarily", "b1", there, ""));
        assertThat(listener.end().sipStatus()).isEqualTo(302);
    }

    @Test
    void a503LeadsToTheNextTarget() throws Exception {
        try (UdpPeer second = fixture.peer()) {
            dial(target(peer.address(), "udp"), target(second.address(), "udp"));
            SipText invite = peer.request("INVITE");
            peer.send(Phone.respond(invite, 503, "Service Unavailable", "b1", "Retry-After: 120\r\n", ""));
            SipText again = second.request("INVITE");
            assertThat(again.header("Call-ID")).isEqualTo(invite.header("Call-ID"));
            assertThat(again.header("CSeq")).isEqualTo("2 INVITE");
            assertThat(again.header("Via")).isNotEqualTo(invite.header("Via"));
            second.send(Phone.respond(again, 486, "Busy Here", "c1", "", ""));
            assertThat(listener.end().sipStatus()).isEqualTo(486);
            assertThat(listener.failedTargets).containsExactly(peer.port() + " for 120 s");
        }
    }

    @Test
    void aTargetIsGivenUpBeforeTimerBWhereTheCallSaysSo() throws Exception {
        try (UdpPeer second = fixture.peer()) {
            OutgoingInvite invite = new OutgoingInvite(
                    List.of(target(peer.address(), "udp"), target(second.address(), "udp")),
                    new SipAddress("", SipUri.of("bob", "example.com")),
                    new SipAddress("", SipUri.of("lobby", "127.0.0.1")),
                    OFFER,
                    Duration.ofSeconds(10),
                    List.of(new HeaderField("P-Asserted-Identity", "<sip:lobby@127.0.0.1>")),
                    Optional.of(new Credentials("lobby", "secret")),
                    AgentFixture.SHORT_T1.multipliedBy(4));
            fixture.agent.invite(invite, fixture.loops.newLoop(new CallId("silent")), listener);
            SipText unanswered = peer.request("INVITE");
            assertThat(unanswered.header("P-Asserted-Identity")).isEqualTo("<sip:lobby@127.0.0.1>");
            String challenge = "WWW-Authenticate: Digest realm=\"acme\",nonce=\"abc\"\r\n";
            second.send(Phone.respond(second.request("INVITE"), 401, "Unauthorized", "b1", challenge, ""));
            SipText proven = second.await(
                    message -> !message.header("Authorization").isEmpty()
                            && message.method().equals("INVITE"),
                    "INVITE");
            second.send(Phone.respond(proven, 486, "Busy Here", "b2", "", ""));
            assertThat(listener.end().sipStatus()).isEqualTo(486);

            peer.send(ok(unanswered, "late")); // after the end: nobody may be left in a call that is none
            assertThat(peer.request("BYE").toTag()).isEqualTo("late");
        }
    }

    @Test
    void silenceLeadsToTheNextTargetAndThenToTheEnd() throws Exception {
        try (UdpPeer second = fixture.peer()) {
            dial(target(peer.address(), "udp"), target(second.address(), "udp"));
            peer.request("INVITE");
            second.request("INVITE");
            assertThat(listener.end()).isEqualTo(new EndReason.TimedOut("response to INVITE"));
            assertThat(listener.failedTargets).containsExactly(peer.port() + " for 30 s", second.port() + " for 30 s");
            assertNoCallLeft();
        }
    }

    @Test
    void aTargetThatTakesNoConnectionLeadsToTheNext() throws Exception {
        int closedPort;
        try (ServerSocket unused = new ServerSocket(0, 1, peer.address().getAddress())) {
            closedPort = unused.getLocalPort();
        }
        dial(
                target(new InetSocketAddress(peer.address().getAddress(), closedPort), "tcp"),
                target(peer.address(), "udp"));
        SipText invite = peer.request("INVITE");
        peer.send(ok(invite, "b1"));
        assertThat(listener.nextEvent()).startsWith("answered");
    }

    @Test
    void aChallengeIsAnsweredOnceWithTheCredentialsAtHand() throws Exception {
        List<String> realms = new ArrayList<>();
        fixture.application.credentials = realm -> {
            realms.add(realm);
            return Optional.of(new Credentials("lobby", "secret"));
        };
        dialPeer();
        SipText invite = peer.request("INVITE");
        String challenge =
                "Proxy-Authenticate: Digest realm=\"acme\",nonce=\"abc\",algorithm=MD5,qop=\"auth\",opaque=\"xyz\"\r\n";
        peer.send(Phone.respond(invite, 407, "Proxy Authentication Required", "b1", challenge, ""));
        SipText proven = peer.await(
                message -> message.firstLine().startsWith("INVITE")
                        && message.header("CSeq").equals("2 INVITE"),
                "INVITE");
        assertThat(proven.header("Proxy-Authorization"))
                .contains("username=\"lobby\"")
                .contains("realm=\"acme\"")
                .contains("opaque=\"xyz\"")
                .contains("nc=00000001")
                .contains("uri=\"sip:bob@127.0.0.1:" + peer.port() + "\"");
        assertThat(realms).containsExactly("acme");
        peer.send(Phone.respond(proven, 407, "Proxy Authentication Required", "b1", challenge, ""));
        assertThat(listener.end().sipStatus()).isEqualTo(407);
    }

    @Test
    void theAckCarriesTheCredentialsOfTheInvite() {
        fixture.application.credentials = realm -> Optional.of(new Credentials("lobby", "secret"));
        dialPeer();
        String challenge = "WWW-Authenticate: Digest realm=\"acme\",nonce=\"abc\"\r\n";
        peer.send(Phone.respond(peer.request("INVITE"), 401, "Unauthorized", "b1", challenge, ""));
        SipText proven = peer.await(
                message -> message.firstLine().startsWith("INVITE")
                        && message.header("CSeq").equals("2 INVITE"),
                "INVITE");
        peer.send(ok(proven, "b2"));
        assertThat(ack(2).header("Authorization")).isEqualTo(proven.header("Authorization"));
    }

    @Test
    void aChallengeWithoutCredentialsIsARefusal() throws Exception {
        dialPeer();
        SipText invite = peer.request("INVITE");
        peer.send(Phone.respond(
                invite, 401, "Unauthorized", "b1", "WWW-Authenticate: Digest realm=\"acme\",nonce=\"abc\"\r\n", ""));
        assertThat(listener.end().sipStatus()).isEqualTo(401);
    }

    @Test
    void aRouteSetIsFollowedBackwards() throws Exception {
        SipCall call = dialPeer();
        SipText invite = peer.request("INVITE");
        String routes =
                "Record-Route: <sip:127.0.0.9:5099;lr>\r\nRecord-Route: <sip:127.0.0.1:" + peer.port() + ";lr>\r\n";
        peer.send(Phone.respond(invite, 200, "OK", "b1", routes + "Contact: <sip:bob@10.9.9.9>\r\n", Phone.SDP));
        SipText ack = ack(1);
        assertThat(ack.firstLine()).isEqualTo("ACK sip:bob@10.9.9.9 SIP/2.0");
        assertThat(String.join(",", ack.headers("Route")).replace(" ", ""))
                .isEqualTo("<sip:127.0.0.1:" + peer.port() + ";lr>,<sip:127.0.0.9:5099;lr>");
        hangUp(call);
        peer.request("BYE");
    }

    @Test
    void anApplicationThatFailsOnTheAnswerEndsTheCall() throws Exception {
        var failing = new TestApplication.TestCall(null) {
            @Override
            public void onAnswered(Optional<Body> session) {
                throw new IllegalStateException("cannot use this answer");
            }
        };
        OutgoingInvite invite = new OutgoingInvite(
                List.of(target(peer.address(), "udp")),
                new SipAddress("", SipUri.of("bob", "example.com")),
                new SipAddress("", SipUri.of("lobby", "127.0.0.1")),
                OFFER,
                Duration.ofSeconds(5));
        fixture.agent.invite(invite, fixture.loops.newLoop(new CallId("failing")), failing);
        peer.send(ok(peer.request("INVITE"), "b1"));
        ack(1);
        peer.request("BYE");
        assertThat(failing.end()).isEqualTo(new EndReason.Failed("taking the answer", "cannot use this answer"));
    }

    @Test
    void aTargetThatIsNoSipUriIsAMistake() {
        SipTarget wrong = new SipTarget("::nonsense::", peer.address(), "udp");
        assertThatThrownBy(() -> dial(wrong)).isInstanceOf(IllegalArgumentException.class);
        assertThat(fixture.agent.statistics().calls()).isZero();
    }
}
