package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.SessionTimerSettings;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipSettings;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Session timers in both roles (RFC 4028). */
class SessionTimerTest {
    private static final Body SESSION = Body.sdp(Phone.SDP);

    private final AgentFixture fixture = new AgentFixture(settings());
    private final UdpPeer peer = fixture.peer();
    private final Phone phone = new Phone(peer);

    private static SipSettings settings() {
        SipSettings usual = AgentFixture.settings(AgentFixture.SHORT_T1, 65535);
        return usual.with(new SessionTimerSettings(Duration.ofSeconds(2), Duration.ofSeconds(1)));
    }

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    /** The 200 to an INVITE with these headers; the call is established. */
    private SipText answered(String headers) throws Exception {
        fixture.application.onCall = call -> call.answer(SESSION);
        peer.send(phone.invite(headers));
        SipText ok = peer.response(200);
        phone.toTag = ok.toTag();
        peer.send(phone.ack());
        return ok;
    }

    private TestApplication.TestCall call() throws Exception {
        TestApplication.TestCall call = fixture.application.nextCall();
        assertThat(call.nextEvent()).isEqualTo("established");
        return call;
    }

    @Test
    void aCallerThatKnowsTimersRefreshes() throws Exception {
        SipText ok = answered("Supported: timer\r\nSession-Expires: 7200\r\n");
        assertThat(ok.header("Session-Expires").replace(" ", "")).isEqualTo("2;refresher=uac");
        assertThat(ok.header("Require")).isEqualTo("timer");
        assertThat(ok.headers("Supported").toString()).contains("timer");
    }

    @Test
    void theCallerMayLeaveItToUs() throws Exception {
        SipText ok = answered("Supported: timer\r\nSession-Expires: 2;refresher=uas\r\nAllow: INVITE, UPDATE\r\n");
        assertThat(ok.header("Session-Expires").replace(" ", "")).isEqualTo("2;refresher=uas");
        assertThat(ok.header("Require")).isEmpty();
        TestApplication.TestCall call = call();
        SipText update = peer.request("UPDATE");
        assertThat(update.body()).isEmpty();
        assertThat(update.header("Session-Expires").replace(" ", "")).isEqualTo("2;refresher=uac");
        peer.send(Phone.respond(update, 200, "OK", "", "Session-Expires: 2;refresher=uac\r\n", ""));
        peer.send(Phone.respond(peer.request("UPDATE"), 200, "OK", "", "", "")); // and so on
        assertThat(call.ends).isEmpty();
    }

    @Test
    void aCallerThatKnowsNoUpdateIsRefreshedByReinvite() throws Exception {
        SipText ok = answered("");
        assertThat(ok.header("Session-Expires").replace(" ", "")).isEqualTo("2;refresher=uas");
        assertThat(ok.header("Require")).isEmpty();
        TestApplication.TestCall call = call();
        assertThat(call.nextEvent()).isEqualTo("reoffer due");
        call.onLoop(() -> call.call.reoffer(SESSION));
        SipText reinvite = peer.request("INVITE");
        assertThat(reinvite.header("Session-Expires").replace(" ", "")).isEqualTo("2;refresher=uac");
        peer.send(Phone.respond(
                reinvite, 200, "OK", "", "Contact: <sip:alice@127.0.0.1:" + peer.port() + ">\r\n", Phone.SDP));
        peer.request("ACK");
        assertThat(call.nextEvent()).isEqualTo("reoffer answered");
        assertThat(call.nextEvent()).isEqualTo("reoffer due"); // half an interval later, not before
        assertThat(call.ends).isEmpty();
    }

    @Test
    void anUpdateThatIsNotAllowedAfterAllBecomesAReinvite() throws Exception {
        answered("Supported: timer\r\nSession-Expires: 2;refresher=uas\r\nAllow: INVITE, UPDATE\r\n");
        TestApplication.TestCall call = call();
        peer.send(Phone.respond(peer.request("UPDATE"), 405, "Method Not Allowed", "", "", ""));
        assertThat(call.nextEvent()).isEqualTo("reoffer due");
    }

    @Test
    void aCallThatNobodyRefreshesEnds() throws Exception {
        answered("Supported: timer\r\nSession-Expires: 2;refresher=uac\r\n");
        SipText bye = peer.request("BYE");
        assertThat(bye.header("Reason")).contains("no session refresh in time");
        assertThat(call().end()).isEqualTo(new EndReason.TimedOut("session refresh"));
    }

    @Test
    void theirRefreshKeepsTheCallUp() throws Exception {
        answered("Supported: timer\r\nSession-Expires: 2;refresher=uac\r\n");
        TestApplication.TestCall call = call();
        long began = System.nanoTime();
        while (System.nanoTime() - began < Duration.ofSeconds(3).toNanos()) {
            peer.send(phone.update("")
                    .replace(
                            "Content-Length",
                            "Supported: timer\r\nSession-Expires: 2;refresher=uac\r\nContent-Length"));
            SipText ok = peer.response(200, "UPDATE");
            assertThat(ok.header("Session-Expires").replace(" ", "")).isEqualTo("2;refresher=uac");
            peer.collect(Duration.ofMillis(400));
        }
        assertThat(call.ends).isEmpty();
    }

    @Test
    void tooShortAnIntervalIsAnswered422() {
        try (AgentFixture strict = new AgentFixture();
                UdpPeer caller = strict.peer()) {
            caller.send(new Phone(caller).invite("Supported: timer\r\nx: 60\r\n")); // the compact form
            SipText refusal = caller.response(422);
            assertThat(refusal.header("Min-SE")).isEqualTo("90");
            assertThat(strict.application.calls).isEmpty();
            strict.application.onCall = call -> call.answer(SESSION);
            caller.send(new Phone(caller).invite("Session-Expires: 60\r\n")); // who knows no timer knows no 422
            assertThat(caller.response(200).header("Session-Expires").replace(" ", ""))
                    .isEqualTo("90;refresher=uas");
        }
    }

    private SipCall dial(TestApplication.TestCall listener) {
        OutgoingInvite invite = new OutgoingInvite(
                List.of(new SipTarget("sip:bob@127.0.0.1:" + peer.port(), peer.address(), "udp")),
                new SipAddress("", SipUri.of("bob", "example.com")),
                new SipAddress("", SipUri.of("lobby", "127.0.0.1")),
                SESSION,
                Duration.ofSeconds(10));
        return fixture.agent.invite(invite, fixture.loops.newLoop(new CallId("outgoing")), listener);
    }

    private String ok(SipText invite, String headers) {
        String contact = "Contact: <sip:bob@127.0.0.1:" + peer.port() + ">\r\n";
        return Phone.respond(invite, 200, "OK", "b1", contact + headers, Phone.SDP);
    }

    @Test
    void ourInviteAsksForATimerAndTheAnswerSaysWhoRefreshes() throws Exception {
        TestApplication.TestCall call = new TestApplication.TestCall(null);
        dial(call);
        SipText invite = peer.request("INVITE");
        assertThat(invite.header("Session-Expires")).isEqualTo("2");
        assertThat(invite.headers("Supported").toString()).contains("timer");
        peer.send(ok(invite, "Allow: INVITE, UPDATE\r\nRequire: timer\r\nSession-Expires: 2;refresher=uac\r\n"));
        peer.request("ACK");
        SipText update = peer.request("UPDATE");
        assertThat(update.header("CSeq")).isEqualTo("2 UPDATE");
        peer.send(Phone.respond(update, 481, "Call/Transaction Does Not Exist", "", "", ""));
        peer.request("BYE");
        assertThat(call.end().text()).contains("no longer knows this call");
    }

    @Test
    void whereTheFarEndRefreshesAndDoesNotTheCallEnds() throws Exception {
        TestApplication.TestCall call = new TestApplication.TestCall(null);
        dial(call);
        peer.send(ok(peer.request("INVITE"), "Allow: UPDATE\r\nSession-Expires: 2;refresher=uas\r\n"));
        peer.request("ACK");
        peer.request("BYE");
        assertThat(call.end()).isEqualTo(new EndReason.TimedOut("session refresh"));
    }

    @Test
    void a422IsObeyedOnceForEachMinimum() throws Exception {
        TestApplication.TestCall call = new TestApplication.TestCall(null);
        dial(call);
        SipText invite = peer.request("INVITE");
        peer.send(Phone.respond(invite, 422, "Session Interval Too Small", "b0", "Min-SE: 200\r\n", ""));
        SipText again = peer.await(
                message -> !message.isResponse() && message.header("CSeq").equals("2 INVITE"), "the INVITE again");
        assertThat(again.header("Session-Expires")).isEqualTo("200");
        assertThat(again.header("Min-SE")).isEqualTo("200");
        peer.send(Phone.respond(again, 422, "Session Interval Too Small", "b0", "Min-SE: 200\r\n", ""));
        assertThat(call.end().sipStatus()).isEqualTo(422);
    }
}
