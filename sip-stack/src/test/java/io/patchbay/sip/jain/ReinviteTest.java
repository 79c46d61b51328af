package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.Reoffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ReinviteTest {
    private static final Body ANSWER = Body.sdp(Phone.SDP);
    private static final String HOLD = Phone.SDP + "a=sendonly\r\n";

    private final AgentFixture fixture = new AgentFixture();
    private final UdpPeer peer = fixture.peer();
    private final Phone phone = new Phone(peer);
    private TestApplication.TestCall call;

    @BeforeEach
    void establish() throws Exception {
        fixture.application.onCall = incoming -> incoming.answer(ANSWER);
        peer.send(phone.invite());
        phone.toTag = peer.response(200).toTag();
        peer.send(phone.ack());
        call = fixture.application.nextCall();
        assertThat(call.nextEvent()).isEqualTo("established");
        peer.collect(Duration.ofMillis(1));
    }

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    @Test
    void isAnsweredWithANewAnswer() throws Exception {
        peer.send(phone.reinvite(HOLD));
        Reoffer reoffer = call.nextReoffer();
        assertThat(reoffer.session())
                .hasValueSatisfying(body -> assertThat(body.text()).isEqualTo(HOLD));
        call.onLoop(() -> reoffer.answer(Body.sdp(Phone.SDP + "a=recvonly\r\n")));
        SipText ok = peer.response(200, "INVITE");
        assertThat(ok.body()).endsWith("a=recvonly\r\n");
        assertThat(ok.header("Contact")).isNotEmpty();
        peer.send(phone.ack());
        peer.collect(AgentFixture.SHORT_T1.multipliedBy(2));
        assertThat(peer.collect(AgentFixture.SHORT_T1.multipliedBy(10))).isEmpty();
        assertThat(call.ends).isEmpty();
    }

    @Test
    void withoutAnOfferTakesOursAndAnswersInTheAck() throws Exception {
        peer.send(phone.reinvite(""));
        Reoffer reoffer = call.nextReoffer();
        assertThat(reoffer.session()).isEmpty();
        call.onLoop(() -> reoffer.answer(ANSWER));
        peer.response(200, "INVITE");
        peer.send(phone.ack(Phone.SDP));
        assertThat(call.nextEvent()).isEqualTo("reoffer");
        assertThat(call.nextEvent()).isEqualTo("reoffer answered");
    }

    @Test
    void withoutAnOfferAndWithoutAnAnswerInTheAckLeavesTheCallAsItWas() throws Exception {
        peer.send(phone.reinvite(""));
        Reoffer reoffer = call.nextReoffer();
        call.onLoop(() -> reoffer.answer(ANSWER));
        peer.response(200, "INVITE");
        peer.send(phone.ack());
        assertThat(call.nextEvent()).isEqualTo("reoffer");
        assertThat(call.nextEvent()).isEqualTo("reoffer refused 488");
        assertThat(call.ends).isEmpty();
    }

    @Test
    void fromAnotherAddressMovesTheCallThere() throws Exception {
        try (UdpPeer moved = fixture.peer()) {
            String here = "127.0.0.1:" + peer.port();
            String there = "127.0.0.1:" + moved.port();
            moved.send(phone.reinvite(HOLD).replace(here, there));
            Reoffer reoffer = call.nextReoffer();
            call.onLoop(() -> reoffer.answer(ANSWER));
            moved.response(200, "INVITE");
            moved.send(phone.ack().replace(here, there));
            call.onLoop(() -> call.call.reoffer(ANSWER));
            assertThat(moved.request("INVITE").firstLine()).contains(there);
        }
    }

    @Test
    void refusedLeavesTheCallAsItWas() throws Exception {
        peer.send(phone.reinvite(HOLD));
        Reoffer reoffer = call.nextReoffer();
        call.onLoop(() -> reoffer.refuse(new Refusal(488, "Not Acceptable Here", "no codec in common")));
        peer.response(488, "INVITE");
        peer.send(phone.ackOfRefusal());
        peer.send(phone.reinvite(HOLD));
        assertThat(call.nextReoffer().isPending()).isTrue();
        assertThat(call.ends).isEmpty();
    }

    @Test
    void oursRefusedLeavesTheCallAsItWas() throws Exception {
        call.onLoop(() -> call.call.reoffer(ANSWER));
        peer.send(Phone.respond(peer.request("INVITE"), 488, "Not Acceptable Here", "", "", ""));
        assertThat(call.nextEvent()).isEqualTo("reoffer refused 488");
        assertThat(call.ends).isEmpty();
        peer.send(phone.reinvite(HOLD));
        call.nextReoffer();
    }

    @Test
    void oursIsTriedAgainWhereTheFarEndIsBusyWithAnOffer() throws Exception {
        call.onDue = () -> call.call.reoffer(ANSWER);
        call.onLoop(() -> call.call.reoffer(ANSWER));
        peer.send(Phone.respond(peer.request("INVITE"), 500, "Server Internal Error", "", "Retry-After: 0\r\n", ""));
        SipText again = peer.await(
                message -> !message.isResponse() && message.header("CSeq").equals("2 INVITE"), "the offer again");
        peer.send(Phone.respond(again, 200, "OK", "", "Contact: <sip:alice@127.0.0.1:" + peer.port() + ">\r\n", HOLD));
        assertThat(call.nextEvent()).isEqualTo("reoffer put off");
        assertThat(call.nextEvent()).isEqualTo("reoffer due");
        assertThat(call.nextEvent()).isEqualTo("reoffer answered");
    }

    @Test
    void oneOfOursAtATime() throws Exception {
        call.onLoop(() -> {
            call.call.reoffer(ANSWER);
            try {
                call.call.reoffer(ANSWER);
            } catch (IllegalStateException e) {
                call.events.add("not twice");
            }
        });
        assertThat(call.nextEvent()).isEqualTo("not twice");
    }

    @Test
    void aLostAckEndsTheCall() throws Exception {
        peer.send(phone.reinvite(HOLD));
        Reoffer reoffer = call.nextReoffer();
        call.onLoop(() -> reoffer.answer(ANSWER));
        peer.response(200, "INVITE");
        SipText bye = peer.request("BYE");
        peer.send(Phone.respond(bye, 200, "OK", "", "", ""));
        assertThat(call.end()).isEqualTo(new EndReason.TimedOut("ACK"));
    }

    @Test
    void aSecondOneBeforeTheAnswerIsPutOff() throws Exception {
        peer.send(phone.reinvite(HOLD));
        call.nextReoffer();
        peer.send(phone.reinvite(HOLD));
        SipText later = peer.response(500, "INVITE"); // RFC 3261 §14.2
        assertThat(Integer.parseInt(later.header("Retry-After"))).isBetween(0, 10);
        assertThat(later.header("CSeq")).isEqualTo("3 INVITE");
    }

    @Test
    void aCancelledOneLeavesTheCallAsItWas() throws Exception {
        peer.send(phone.reinvite(HOLD));
        Reoffer reoffer = call.nextReoffer();
        peer.send(phone.cancel(""));
        peer.response(200, "CANCEL");
        peer.response(487, "INVITE");
        peer.send(phone.ackOfRefusal());
        call.onLoop(() -> reoffer.answer(ANSWER)); // too late, harmless
        peer.send(phone.bye(""));
        peer.response(200, "BYE");
        assertThat(call.end()).isInstanceOf(EndReason.HungUp.class);
    }

    @Test
    void ofTheirsWhileOursIsUnderWayIsAnswered491() {
        call.onLoop(() -> call.call.reoffer(ANSWER));
        SipText ours = peer.request("INVITE");
        assertThat(ours.header("CSeq")).isEqualTo("1 INVITE");
        peer.send(phone.reinvite(HOLD));
        peer.response(491, "INVITE");
    }

    @Test
    void oursIsTriedAgainAfter491() throws Exception {
        call.onDue = () -> call.call.reoffer(ANSWER);
        call.onLoop(() -> call.call.reoffer(ANSWER));
        SipText ours = peer.request("INVITE");
        peer.send(Phone.respond(ours, 491, "Request Pending", "", "", ""));
        peer.request("ACK");
        // RFC 3261 §14.1: we don't own the Call-ID, so within 2 s
        SipText again = peer.await(
                message -> message.method().equals("INVITE")
                        && !message.isResponse()
                        && message.header("CSeq").equals("2 INVITE"),
                "the offer again");
        peer.send(Phone.respond(again, 200, "OK", "", "Contact: <sip:alice@127.0.0.1:" + peer.port() + ">\r\n", HOLD));
        peer.await(
                message ->
                        message.method().equals("ACK") && message.header("CSeq").equals("2 ACK"),
                "its ACK");
        assertThat(call.nextEvent()).isEqualTo("reoffer put off");
        assertThat(call.nextEvent()).isEqualTo("reoffer due");
        assertThat(call.nextEvent()).isEqualTo("reoffer answered");
    }

    @Test
    void theirsIsTakenWhileOursWaitsAfter491() throws Exception {
        call.onDue = () -> call.call.reoffer(ANSWER);
        call.onLoop(() -> call.call.reoffer(ANSWER));
        SipText ours = peer.request("INVITE");
        peer.send(phone.reinvite(HOLD));
        peer.response(491, "INVITE"); // RFC 3261 §14.2
        peer.send(phone.ackOfRefusal());
        peer.send(Phone.respond(ours, 491, "Request Pending", "", "", ""));
        peer.request("ACK");
        assertThat(call.nextEvent()).isEqualTo("reoffer put off");
        peer.send(phone.reinvite(HOLD));
        Reoffer theirs = call.nextReoffer();
        assertThat(theirs.session().orElseThrow().text()).isEqualTo(HOLD);
        assertThat(call.nextEvent()).isEqualTo("reoffer");
        assertThat(call.events).isEmpty(); // ours isn't due while theirs waits for its answer
        call.onLoop(() -> theirs.answer(ANSWER));
        peer.response(200, "INVITE");
        peer.send(phone.ack());
        SipText again = peer.await(
                message -> message.method().equals("INVITE")
                        && !message.isResponse()
                        && message.header("CSeq").equals("2 INVITE"),
                "our offer again");
        peer.send(Phone.respond(again, 200, "OK", "", "Contact: <sip:alice@127.0.0.1:" + peer.port() + ">\r\n", HOLD));
        assertThat(call.nextEvent()).isEqualTo("reoffer due");
        assertThat(call.nextEvent()).isEqualTo("reoffer answered");
    }

    @Test
    void oursIsGivenUpAfterEightTries() throws Exception {
        call.onDue = () -> call.call.reoffer(ANSWER);
        call.onLoop(() -> call.call.reoffer(ANSWER));
        for (int i = 1; i <= 8; i++) {
            String cseq = i + " INVITE";
            SipText ours = peer.await(
                    message -> !message.isResponse() && message.header("CSeq").equals(cseq), cseq);
            peer.send(Phone.respond(ours, 500, "Server Internal Error", "", "Retry-After: 0\r\n", ""));
        }
        for (int i = 1; i < 8; i++) {
            assertThat(call.nextEvent()).isEqualTo("reoffer put off");
            assertThat(call.nextEvent()).isEqualTo("reoffer due");
        }
        assertThat(call.nextEvent()).isEqualTo("reoffer refused 500");
        assertThat(call.ends).isEmpty();
    }

    @Test
    void oursUnansweredEndsTheCall() throws Exception {
        call.onLoop(() -> call.call.reoffer(ANSWER));
        assertThat(call.end()).isEqualTo(new EndReason.TimedOut("answer to re-INVITE"));
        peer.request("BYE");
    }

    @Test
    void oursIsAcknowledgedAgainWhereThe200IsRepeated() throws Exception {
        call.onLoop(() -> call.call.reoffer(ANSWER));
        SipText ours = peer.request("INVITE");
        String ok = Phone.respond(ours, 200, "OK", "", "Contact: <sip:alice@127.0.0.1:" + peer.port() + ">\r\n", HOLD);
        peer.send(ok);
        peer.request("ACK");
        peer.send(ok);
        peer.request("ACK");
        assertThat(call.nextEvent()).isEqualTo("reoffer answered");
        assertThat(call.events).isEmpty();
    }

    @Test
    void aRequestOutOfSequenceIsAnswered500() {
        peer.send(phone.request("OPTIONS", Phone.branch(), 1, "", ""));
        assertThat(peer.response(500).header("Reason")).contains("higher CSeq");
    }

    @Test
    void optionsWithinTheCallAreAnswered() {
        peer.send(phone.next("OPTIONS", ""));
        assertThat(peer.response(200, "OPTIONS").headers("Allow").toString()).contains("INVITE");
    }

    @Test
    void anUnknownMethodWithinTheCallIsAnswered405AndTheCallGoesOn() {
        peer.send(phone.next("SUBSCRIBE", ""));
        assertThat(peer.response(405).headers("Allow").toString()).contains("INVITE");
        assertThat(call.ends).isEmpty();
    }
}
