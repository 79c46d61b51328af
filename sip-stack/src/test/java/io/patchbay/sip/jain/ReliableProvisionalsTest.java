package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.IncomingCall;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.Reoffer;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PRACK in both roles (RFC 3262), and what it makes possible in early dialogs. */
class ReliableProvisionalsTest {
    private static final Body SESSION = Body.sdp(Phone.SDP);
    private static final String HOLD = Phone.SDP + "a=sendonly\r\n";

    private final AgentFixture fixture = new AgentFixture();
    private final UdpPeer peer = fixture.peer();
    private final Phone phone = new Phone(peer);
    private final TestApplication.TestCall listener = new TestApplication.TestCall(null);

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    private String prack(SipText response, String sdp) {
        return phone.prack(response.header("RSeq") + " " + response.header("CSeq"), sdp);
    }

    @Test
    void aCallerThatRequiresItGetsItsRingingReliably() throws Exception {
        fixture.application.onCall = IncomingCall::ring;
        peer.send(phone.invite("Require: 100rel\r\n"));
        SipText ringing = peer.response(180);
        assertThat(ringing.header("Require")).isEqualTo("100rel");
        assertThat(peer.response(180)).isEqualTo(ringing); // again, until its PRACK
        phone.toTag = ringing.toTag();
        peer.send(prack(ringing, ""));
        peer.response(200, "PRACK");
        peer.collect(Duration.ofMillis(5));
        assertThat(peer.collect(AgentFixture.SHORT_T1.multipliedBy(10))).isEmpty();
        TestApplication.TestCall call = fixture.application.nextCall();
        call.onLoop(() -> call.call.answer(SESSION));
        peer.response(200, "INVITE");
        peer.send(phone.ackOf(1));
        assertThat(call.nextEvent()).isEqualTo("established");
    }

    @Test
    void aCallerThatOnlySupportsItGetsItsRingingPlainly() {
        fixture.application.onCall = IncomingCall::ring;
        peer.send(phone.invite("Supported: 100rel\r\n"));
        assertThat(peer.response(180).header("RSeq")).isEmpty();
    }

    @Test
    void earlyMediaGoesReliablyAndTheAnswerWaitsForThePrack() throws Exception {
        fixture.application.onCall = call -> {
            call.progress(SESSION);
            call.answer(SESSION);
        };
        peer.send(phone.invite("Supported: 100rel\r\n"));
        SipText progress = peer.response(183);
        assertThat(progress.body()).isEqualTo(Phone.SDP);
        assertThat(peer.collect(AgentFixture.SHORT_T1.multipliedBy(4))).noneMatch(message -> message.status() == 200);
        phone.toTag = progress.toTag();
        peer.send(prack(progress, ""));
        peer.response(200, "PRACK");
        assertThat(peer.response(200, "INVITE").body()).isEqualTo(Phone.SDP);
        peer.send(phone.ackOf(1));
        assertThat(fixture.application.nextCall().nextEvent()).isEqualTo("established");
    }

    @Test
    void earlyMediaGoesPlainlyToACallerThatKnowsNothingOfIt() {
        fixture.application.onCall = call -> call.progress(SESSION);
        peer.send(phone.invite());
        SipText progress = peer.response(183);
        assertThat(progress.header("RSeq")).isEmpty();
        assertThat(progress.body()).isEqualTo(Phone.SDP);
    }

    @Test
    void severalGoOneAfterTheOther() {
        fixture.application.onCall = call -> {
            call.progress(SESSION);
            call.ring();
        };
        peer.send(phone.invite("Require: 100rel\r\n"));
        SipText progress = peer.response(183);
        assertThat(peer.collect(AgentFixture.SHORT_T1.multipliedBy(4))).noneMatch(message -> message.status() == 180);
        phone.toTag = progress.toTag();
        peer.send(prack(progress, ""));
        assertThat(Long.parseLong(peer.response(180).header("RSeq")))
                .isEqualTo(Long.parseLong(progress.header("RSeq")) + 1);
    }

    @Test
    void aPrackForNothingIsAnswered481() {
        fixture.application.onCall = IncomingCall::ring;
        peer.send(phone.invite("Require: 100rel\r\n"));
        SipText ringing = peer.response(180);
        phone.toTag = ringing.toTag();
        peer.send(phone.prack("77777 1 INVITE", ""));
        peer.response(481, "PRACK");
    }

    @Test
    void withoutAPrackTheCallIsRefused() throws Exception {
        fixture.application.onCall = IncomingCall::ring;
        peer.send(phone.invite("Require: 100rel\r\n"));
        assertThat(peer.response(504).header("Reason")).contains("no PRACK");
        assertThat(fixture.application.nextCall().end().sipStatus()).isEqualTo(504);
    }

    @Test
    void aPrackMayBringAnotherOfferAndAnUpdateAThird() throws Exception {
        fixture.application.onCall = call -> call.progress(SESSION);
        peer.send(phone.invite("Supported: 100rel\r\nAllow: UPDATE\r\n"));
        SipText progress = peer.response(183);
        phone.toTag = progress.toTag();
        peer.send(prack(progress, HOLD));
        TestApplication.TestCall call = fixture.application.nextCall();
        Reoffer inPrack = call.nextReoffer();
        call.onLoop(() -> inPrack.answer(SESSION));
        assertThat(peer.response(200, "PRACK").body()).isEqualTo(Phone.SDP);
        peer.send(phone.update(HOLD));
        Reoffer inUpdate = call.nextReoffer();
        call.onLoop(() -> inUpdate.answer(SESSION));
        assertThat(peer.response(200, "UPDATE").body()).isEqualTo(Phone.SDP);
        call.onLoop(() -> call.call.reoffer(SESSION));
        SipText ours = peer.request("UPDATE");
        peer.send(Phone.respond(ours, 200, "OK", "", "", HOLD));
        assertThat(List.of(call.nextEvent(), call.nextEvent(), call.nextEvent()))
                .containsExactly("reoffer", "reoffer", "reoffer answered");
    }

    private SipCall dial() {
        OutgoingInvite invite = new OutgoingInvite(
                List.of(new SipTarget("sip:bob@127.0.0.1:" + peer.port(), peer.address(), "udp")),
                new SipAddress("", SipUri.of("bob", "example.com")),
                new SipAddress("", SipUri.of("lobby", "127.0.0.1")),
                SESSION,
                Duration.ofSeconds(10));
        return fixture.agent.invite(invite, fixture.loops.newLoop(new CallId("outgoing")), listener);
    }

    private String contact() {
        return "Contact: <sip:bob@127.0.0.1:" + peer.port() + ">\r\n";
    }

    private String reliable(SipText invite, int status, String tag, int rseq, String sdp) {
        String headers = contact() + "Allow: UPDATE\r\nRequire: 100rel\r\nRSeq: " + rseq + "\r\n";
        return Phone.respond(invite, status, "Progress", tag, headers, sdp);
    }

    @Test
    void theirsAreAcknowledgedInOrderAndOnce() throws Exception {
        dial();
        SipText invite = peer.request("INVITE");
        assertThat(invite.headers("Supported").toString()).contains("100rel");
        String first = reliable(invite, 183, "b1", 41, Phone.SDP);
        peer.send(first);
        SipText prack = peer.request("PRACK");
        assertThat(prack.header("RAck")).isEqualTo("41 1 INVITE");
        assertThat(prack.header("CSeq")).isEqualTo("2 PRACK");
        assertThat(prack.firstLine()).contains("sip:bob@127.0.0.1:" + peer.port());
        peer.send(Phone.respond(prack, 200, "OK", "", "", ""));
        peer.send(first); // a repetition
        peer.send(reliable(invite, 180, "b1", 43, "")); // overtook 42
        peer.send(reliable(invite, 180, "b1", 42, ""));
        assertThat(peer.request("PRACK").header("RAck")).isEqualTo("42 1 INVITE");
        assertThat(listener.nextEvent()).isEqualTo("progress 183 with a session");
        assertThat(listener.nextEvent()).isEqualTo("progress 180");
        peer.send(Phone.respond(invite, 200, "OK", "b1", contact(), ""));
        assertThat(listener.nextEvent()).isEqualTo("answered with a session"); // the one of the 183
        assertThat(peer.request("ACK").header("CSeq")).isEqualTo("1 ACK");
        assertThat(listener.events).isEmpty();
    }

    @Test
    void theSequenceGoesOnFromTheEarlyDialog() {
        SipCall call = dial();
        SipText invite = peer.request("INVITE");
        peer.send(reliable(invite, 183, "b1", 1, Phone.SDP));
        peer.send(Phone.respond(peer.request("PRACK"), 200, "OK", "", "", ""));
        peer.send(Phone.respond(invite, 200, "OK", "b1", contact(), Phone.SDP));
        peer.request("ACK");
        call.loop().execute(() -> call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
        assertThat(peer.request("BYE").header("CSeq")).isEqualTo("3 BYE");
    }

    @Test
    void branchesAreKeptApartAndTheOneThatAnswersCounts() throws Exception {
        dial();
        SipText invite = peer.request("INVITE");
        peer.send(reliable(invite, 183, "b1", 10, Phone.SDP));
        assertThat(peer.request("PRACK").toTag()).isEqualTo("b1");
        peer.send(reliable(invite, 183, "b2", 10, HOLD));
        assertThat(peer.request("PRACK").toTag()).isEqualTo("b2");
        peer.send(Phone.respond(invite, 200, "OK", "b1", contact(), ""));
        assertThat(peer.request("ACK").toTag()).isEqualTo("b1");
        peer.send(Phone.respond(invite, 200, "OK", "b2", contact(), HOLD));
        assertThat(peer.request("ACK").toTag()).isEqualTo("b2");
        assertThat(peer.request("BYE").header("CSeq")).isEqualTo("3 BYE");
        assertThat(listener.ends).isEmpty();
    }

    @Test
    void theirUpdateIsTakenInTheEarlyDialog() throws Exception {
        SipCall call = dial();
        SipText invite = peer.request("INVITE");
        peer.send(reliable(invite, 183, "b1", 1, Phone.SDP));
        peer.send(Phone.respond(peer.request("PRACK"), 200, "OK", "", "", ""));
        peer.send("UPDATE sip:lobby@127.0.0.1:" + peer.targetPort() + " SIP/2.0\r\n"
                + "Via: SIP/2.0/UDP 127.0.0.1:" + peer.port() + ";branch=" + Phone.branch() + "\r\n"
                + "From: " + invite.header("To") + ";tag=b1\r\nTo: " + invite.header("From") + "\r\n"
                + "Call-ID: " + invite.header("Call-ID") + "\r\nCSeq: 1 UPDATE\r\n" + contact()
                + "Content-Type: application/sdp\r\nContent-Length: " + HOLD.length() + "\r\n\r\n" + HOLD);
        Reoffer reoffer = listener.nextReoffer();
        call.loop().execute(() -> reoffer.answer(SESSION));
        assertThat(peer.response(200, "UPDATE").body()).isEqualTo(Phone.SDP);
    }
}
