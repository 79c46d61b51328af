package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.Refusal;
import io.patchbay.sip.SipUri;
import io.patchbay.sip.Transfer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** REFER in both roles (RFC 3515, 4488), and Replaces (RFC 3891). */
class TransferTest {
    private static final Body ANSWER = Body.sdp(Phone.SDP);

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

    private SipText notify(String status) {
        SipText notify = peer.await(
                message -> !message.isResponse()
                        && message.method().equals("NOTIFY")
                        && message.body().contains(status),
                "a NOTIFY of " + status);
        peer.send(Phone.respond(notify, 200, "OK", "", "", ""));
        return notify;
    }

    @Test
    void theirReferIsTakenAndItsOutcomeTold() throws Exception {
        peer.send(phone.next("REFER", "Refer-To: <sip:bob@127.0.0.1:5099>\r\nReferred-By: <sip:alice@127.0.0.1>\r\n"));
        Transfer transfer = call.nextTransfer();
        assertThat(transfer.target()).isEqualTo(new SipUri("sip", "bob", "127.0.0.1", 5099));
        assertThat(transfer.replaces()).isEmpty();
        call.onLoop(transfer::accept);
        peer.response(202, "REFER");
        SipText trying = notify("SIP/2.0 100 Trying");
        assertThat(trying.header("Event").replace(" ", "")).isEqualTo("refer;id=2");
        assertThat(trying.header("Subscription-State")).startsWith("active");
        assertThat(trying.header("Content-Type").replace(" ", "")).isEqualTo("message/sipfrag;version=2.0");
        call.onLoop(() -> transfer.progress(180, "Ringing"));
        notify("SIP/2.0 180 Ringing");
        call.onLoop(() -> transfer.progress(200, "OK"));
        assertThat(notify("SIP/2.0 200 OK").header("Subscription-State")).startsWith("terminated");
        call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "transferred")));
        peer.request("BYE");
    }

    @Test
    void whoWantsNoNotificationsGetsNone() throws Exception {
        peer.send(phone.next("REFER", "Refer-To: <sip:bob@127.0.0.1>\r\nRefer-Sub: false\r\n"));
        Transfer transfer = call.nextTransfer();
        call.onLoop(() -> {
            transfer.accept();
            transfer.progress(200, "OK");
        });
        assertThat(peer.response(202, "REFER").header("Refer-Sub")).isEqualTo("false");
        assertThat(peer.collect(AgentFixture.SHORT_T1.multipliedBy(5))).isEmpty();
    }

    @Test
    void oneTransferAtATime() throws Exception {
        peer.send(phone.next("REFER", "Refer-To: <sip:bob@127.0.0.1>\r\n"));
        Transfer transfer = call.nextTransfer();
        peer.send(phone.next("REFER", "Refer-To: <sip:carol@127.0.0.1>\r\n"));
        peer.response(491, "REFER");
        call.onLoop(() -> transfer.refuse(new Refusal(403, "Forbidden", "no")));
        peer.response(403, "REFER");
        peer.send(phone.next("REFER", "Refer-To: <sip:carol@127.0.0.1>\r\n"));
        assertThat(call.nextTransfer().target().user()).isEqualTo("carol");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Replaces=abc%40host%3Bto-tag%3Dt1%3Bfrom-tag%3Df1",
                "Replaces=abc@host%3Bto-tag%3Dt1%3Bfrom-tag%3Df1", // from here on as phones write it that escape little
                "Replaces=abc@host;to-tag=t1;from-tag=f1&Require=replaces",
            })
    void anAttendedTransferNamesTheCallToReplace(String headers) throws Exception {
        peer.send(phone.next("REFER", "Refer-To: <sip:bob@127.0.0.1?" + headers + ">\r\n"));
        Transfer transfer = call.nextTransfer();
        assertThat(transfer.replaces()).contains("abc@host;to-tag=t1;from-tag=f1");
        assertThat(transfer.target().user()).isEqualTo("bob");
    }

    @Test
    void aRefusedReferLeavesTheCallAsItWas() throws Exception {
        peer.send(phone.next("REFER", "Refer-To: <sip:bob@elsewhere.example>\r\n"));
        Transfer transfer = call.nextTransfer();
        call.onLoop(() -> transfer.refuse(new Refusal(403, "Forbidden", "only devices of ours")));
        assertThat(peer.response(403, "REFER").header("Reason")).contains("only devices of ours");
        assertThat(call.ends).isEmpty();
    }

    @Test
    void aReferThatNamesNobodyOrAnotherMethodIsRefused() {
        peer.send(phone.next("REFER", ""));
        peer.response(400, "REFER");
        peer.send(phone.next("REFER", "Refer-To: <sip:bob@127.0.0.1;method=SUBSCRIBE>\r\n"));
        peer.response(501, "REFER");
        assertThat(call.transfers).isEmpty();
    }

    @Test
    void ourReferFollowsItsNotifications() throws Exception {
        call.onLoop(() -> call.call.transfer(SipUri.of("bob", "example.com")));
        SipText refer = peer.request("REFER");
        assertThat(refer.header("Refer-To")).isEqualTo("<sip:bob@example.com>");
        assertThat(refer.header("Referred-By")).contains("sip:lobby@");
        peer.send(Phone.respond(refer, 202, "Accepted", "", "", ""));
        peer.send(phone.fragment("SIP/2.0 180 Ringing", "active;expires=60"));
        peer.response(200, "NOTIFY");
        peer.send(phone.fragment("SIP/2.0 200 OK", "terminated;reason=noresource"));
        peer.response(200, "NOTIFY");
        assertThat(call.nextEvent()).isEqualTo("transfer 180 Ringing");
        assertThat(call.nextEvent()).isEqualTo("transfer 200 OK");
    }

    @Test
    void ourReferRefusedIsTold() throws Exception {
        call.onLoop(() -> call.call.transfer(SipUri.of("bob", "example.com")));
        peer.send(Phone.respond(peer.request("REFER"), 603, "Decline", "", "", ""));
        assertThat(call.nextEvent()).isEqualTo("transfer 603 Decline");
        assertThat(call.ends).isEmpty();
    }

    @Test
    void notificationsOfNothingAreRefused() {
        peer.send(phone.fragment("SIP/2.0 200 OK", "terminated"));
        peer.response(481, "NOTIFY");
        peer.send(phone.next("NOTIFY", "Event: message-summary\r\nSubscription-State: active\r\n"));
        peer.response(489, "NOTIFY");
    }

    @Test
    void anInviteMayTakeTheCallsPlace() throws Exception {
        Phone other = new Phone(peer);
        peer.send(other.invite(
                "Replaces: " + phone.callId + ";to-tag=" + phone.toTag + ";from-tag=" + phone.fromTag + "\r\n"));
        peer.response(200);
        assertThat(fixture.application.nextCall().call.replaces()).contains(call.call.callId());
    }

    @Test
    void aCallIdWithAHostIsFoundToo() throws Exception {
        Phone first = new Phone(peer, "lobby", "1-20759@127.0.0.1");
        peer.send(first.invite());
        first.toTag = peer.response(200).toTag();
        peer.send(first.ack());
        TestApplication.TestCall replaced = fixture.application.nextCall();
        assertThat(replaced.nextEvent()).isEqualTo("established");
        peer.send(new Phone(peer)
                .invite("Replaces: " + first.callId + ";to-tag=" + first.toTag + ";from-tag=" + first.fromTag
                        + "\r\n"));
        peer.response(200);
        assertThat(fixture.application.nextCall().call.replaces()).contains(replaced.call.callId());
    }

    @Test
    void anInviteCannotTakeThePlaceOfACallThatItDoesNotKnowOrThatIsAnswered() throws Exception {
        String known = phone.callId + ";to-tag=" + phone.toTag + ";from-tag=";
        peer.send(new Phone(peer).invite("Replaces: " + known + "guessed\r\n"));
        peer.response(481, "INVITE");
        peer.send(new Phone(peer).invite("Replaces: another;to-tag=a;from-tag=b\r\n"));
        peer.response(481, "INVITE");
        peer.send(new Phone(peer).invite("Replaces: " + known + phone.fromTag + ";early-only\r\n"));
        peer.response(486, "INVITE");
        assertThat(fixture.application.calls).isEmpty();
    }
}
