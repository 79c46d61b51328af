package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.IncomingCall;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.Reoffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** UPDATE from the far end (RFC 3311). */
class UpdateTest {
    private static final Body ANSWER = Body.sdp(Phone.SDP);
    private static final String HOLD = Phone.SDP + "a=sendonly\r\n";

    private final AgentFixture fixture = new AgentFixture();
    private final UdpPeer peer = fixture.peer();
    private final Phone phone = new Phone(peer);
    private TestApplication.TestCall call;

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    private void establish() throws Exception {
        fixture.application.onCall = incoming -> incoming.answer(ANSWER);
        peer.send(phone.invite());
        phone.toTag = peer.response(200).toTag();
        peer.send(phone.ack());
        call = fixture.application.nextCall();
        assertThat(call.nextEvent()).isEqualTo("established");
        peer.collect(Duration.ofMillis(1));
    }

    @Test
    void withAnOfferIsAnsweredAtOnceAndNeedsNoAck() throws Exception {
        establish();
        peer.send(phone.update(HOLD));
        Reoffer reoffer = call.nextReoffer();
        assertThat(reoffer.session())
                .hasValueSatisfying(body -> assertThat(body.text()).isEqualTo(HOLD));
        call.onLoop(() -> reoffer.answer(Body.sdp(Phone.SDP + "a=recvonly\r\n")));
        SipText ok = peer.response(200, "UPDATE");
        assertThat(ok.body()).endsWith("a=recvonly\r\n");
        assertThat(ok.header("Contact")).isNotEmpty();
        assertThat(peer.collect(AgentFixture.SHORT_T1.multipliedBy(10))).isEmpty();
        assertThat(call.ends).isEmpty();
    }

    @Test
    void withoutAnOfferMovesTheTargetAndAsksNobody() throws Exception {
        establish();
        try (UdpPeer moved = fixture.peer()) {
            moved.send(phone.update("").replace("127.0.0.1:" + peer.port(), "127.0.0.1:" + moved.port()));
            assertThat(moved.response(200, "UPDATE").body()).isEmpty();
            call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
            assertThat(moved.request("BYE").firstLine()).contains(":" + moved.port() + " ");
            assertThat(call.reoffers).isEmpty();
        }
    }

    @Test
    void refusedLeavesTheCallAndItsTargetAsTheyWere() throws Exception {
        establish();
        peer.send(phone.update(HOLD).replace("Contact: <sip:alice@", "Contact: <sip:elsewhere@"));
        Reoffer reoffer = call.nextReoffer();
        call.onLoop(() -> reoffer.refuse(new Refusal(488, "Not Acceptable Here", "no codec in common")));
        assertThat(peer.response(488, "UPDATE").header("Reason")).contains("no codec in common");
        call.onLoop(() -> call.call.reoffer(ANSWER));
        assertThat(peer.request("INVITE").firstLine()).contains("sip:alice@");
    }

    @Test
    void whileOurOfferIsUnderWayIsAnswered491() throws Exception {
        establish();
        call.onLoop(() -> call.call.reoffer(ANSWER));
        peer.request("INVITE");
        peer.send(phone.update(HOLD));
        peer.response(491, "UPDATE");
        assertThat(call.reoffers).isEmpty();
    }

    @Test
    void aSecondOneBeforeTheAnswerIsPutOff() throws Exception {
        establish();
        peer.send(phone.update(HOLD));
        call.nextReoffer();
        peer.send(phone.update(HOLD));
        SipText later = peer.response(500, "UPDATE");
        assertThat(Integer.parseInt(later.header("Retry-After"))).isBetween(0, 10);
        assertThat(later.header("CSeq")).isEqualTo("3 UPDATE");
    }

    @Test
    void withAnOfferWhileThatOfTheInviteIsUnansweredIsPutOff() throws Exception {
        fixture.application.onCall = IncomingCall::ring;
        peer.send(phone.invite());
        phone.toTag = peer.response(180).toTag();
        peer.send(phone.update(HOLD));
        assertThat(peer.response(500, "UPDATE").header("Retry-After")).isNotEmpty();
        peer.send(phone.update(""));
        peer.response(200, "UPDATE");
    }

    @Test
    void unansweredWhenTheCallEndsIsTurnedDown() throws Exception {
        establish();
        peer.send(phone.update(HOLD));
        Reoffer reoffer = call.nextReoffer();
        peer.send(phone.bye(""));
        peer.response(200, "BYE");
        peer.response(487, "UPDATE");
        assertThat(reoffer.isPending()).isFalse();
    }
}
