package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.Binding;
import io.patchbay.sip.Body;
import io.patchbay.sip.CallId;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.OutgoingInvite;
import io.patchbay.sip.SipAddress;
import io.patchbay.sip.SipTarget;
import io.patchbay.sip.SipUri;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketTest {
    private static final Body SESSION = Body.sdp(Phone.SDP);
    private static final String CONTACT = "sip:kx2e1f@qv7a0.invalid;transport=ws;ob";

    private final AgentFixture fixture = new AgentFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    /** As JsSIP writes it: a Via and a Contact that nobody could connect to. */
    private static String hidden(String request, RawPeer peer) {
        return request.replaceAll("Via: SIP/2.0/(WSS?) 127.0.0.1:\\d+", "Via: SIP/2.0/$1 qv7a0.invalid")
                .replaceAll("Contact: <[^>]*>", "Contact: <" + CONTACT + ">");
    }

    private void register(WebSocketPeer peer) throws Exception {
        fixture.application.passwords.put("alice", "wonder");
        Device alice = new Device(peer, "alice", "wonder");
        peer.send(hidden(alice.register(alice.contact()), peer));
        SipText challenge = peer.response(401);
        peer.send(hidden(
                alice.register(
                        "Contact: <" + CONTACT + ">;reg-id=1\r\nSupported: path, outbound\r\n", challenge, "MD5"),
                peer));
        peer.response(200);
        fixture.application.bindingChanges.poll(5, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aCallRunsOverTheWebSocketThoughItsContactLeadsNowhere(boolean secure) throws Exception {
        fixture.application.onCall = call -> call.answer(SESSION);
        try (WebSocketPeer peer = new WebSocketPeer(fixture.agent, secure)) {
            Phone phone = new Phone(peer);
            peer.send(hidden(phone.invite(), peer));
            SipText ok = peer.response(200);
            assertThat(ok.header("Via")).contains(" qv7a0.invalid;").contains("received=127.0.0.1");
            assertThat(ok.header("Contact")).endsWith(";transport=ws>");
            phone.toTag = ok.toTag();
            peer.send(hidden(phone.ack(), peer));
            TestApplication.TestCall call = fixture.application.nextCall();
            assertThat(call.nextEvent()).isEqualTo("established");
            assertThat(call.call.source().transport()).isEqualTo(secure ? "wss" : "ws");

            call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
            SipText bye = peer.request("BYE");
            assertThat(bye.firstLine()).isEqualTo("BYE " + CONTACT + " SIP/2.0");
            assertThat(bye.header("Via")).startsWith(secure ? "SIP/2.0/WSS " : "SIP/2.0/WS ");
            peer.send(Phone.respond(bye, 200, "OK", "", "", ""));
        }
    }

    @Test
    void aRegisteredClientIsCalledByItsConnection() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer(fixture.agent, true)) {
            register(peer);
            List<Binding> bindings = fixture.agent.bindingsOf("alice");
            assertThat(bindings).extracting(Binding::contact).containsExactly(CONTACT);
            TestApplication.TestCall call = call(bindings.get(0).target());
            SipText invite = peer.request("INVITE");
            assertThat(invite.firstLine()).isEqualTo("INVITE " + CONTACT + " SIP/2.0");
            peer.send(Phone.respond(invite, 200, "OK", "there", "Contact: <" + CONTACT + ">\r\n", Phone.SDP));
            assertThat(call.nextEvent()).isEqualTo("answered with a session");
            peer.request("ACK");
        }
    }

    @Test
    void aClientWhoseConnectionIsGoneHasNoBinding() throws Exception {
        WebSocketPeer peer = new WebSocketPeer(fixture.agent, true);
        register(peer);
        SipTarget target = fixture.agent.bindingsOf("alice").get(0).target();
        peer.close();
        assertThat(fixture.agent.bindingsOf("alice")).isEmpty();
        assertThat(call(target).end().text()).contains("the WebSocket of").contains("is closed");
    }

    @Test
    void aClientThatGoesWhileItRingsEndsTheCallAtOnce() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer(fixture.agent, true)) {
            register(peer);
            TestApplication.TestCall call =
                    call(fixture.agent.bindingsOf("alice").get(0).target());
            SipText invite = peer.request("INVITE");
            peer.send(Phone.respond(invite, 180, "Ringing", "there", "Contact: <" + CONTACT + ">\r\n", ""));
            assertThat(call.nextEvent()).startsWith("progress 180");
            peer.close();
            assertThat(call.end().text()).contains("the WebSocket of").contains("was closed");
        }
    }

    @Test
    void aClientThatComesBackIsCalledByItsNewConnection() throws Exception {
        new WebSocketPeer(fixture.agent, true).close();
        try (WebSocketPeer before = new WebSocketPeer(fixture.agent, true)) {
            register(before);
            before.close();
            try (WebSocketPeer after = new WebSocketPeer(fixture.agent, true)) {
                register(after);
                List<Binding> bindings = fixture.agent.bindingsOf("alice");
                assertThat(bindings).hasSize(1);
                call(bindings.get(0).target());
                after.request("INVITE");
            }
        }
    }

    @Test
    void aDoubleLineBreakIsAnsweredWithOne() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer(fixture.agent, true)) {
            peer.send("\r\n\r\n");
            assertThat(peer.received.poll(5, TimeUnit.SECONDS)).isEqualTo("\r\n");
        }
    }

    @Test
    void anUnreadableMessageIsAnswered400() {
        try (WebSocketPeer peer = new WebSocketPeer(fixture.agent, true)) {
            peer.send(new Phone(peer).invite().replace("CSeq: 1 INVITE", "CSeq: one INVITE"));
            peer.response(400);
        }
    }

    @Test
    void aMessageNeedsNoContentLength() throws Exception {
        try (WebSocketPeer peer = new WebSocketPeer(fixture.agent, true)) {
            peer.send(new Phone(peer).invite().replaceAll("Content-Length: \\d+\r\n", ""));
            assertThat(fixture.application.nextCall().call.offer().map(Body::text))
                    .contains(Phone.SDP);
        }
    }

    @Test
    void aCallWhoseConnectionIsGoneCanStillBeEndedHere() throws Exception {
        fixture.application.onCall = call -> call.answer(SESSION);
        WebSocketPeer peer = new WebSocketPeer(fixture.agent, true);
        Phone phone = new Phone(peer);
        peer.send(hidden(phone.invite(), peer));
        phone.toTag = peer.response(200).toTag();
        peer.send(hidden(phone.ack(), peer));
        TestApplication.TestCall call = fixture.application.nextCall();
        call.nextEvent();
        peer.close();
        call.onLoop(() -> call.call.hangUp(new EndReason.HungUp(Side.LOCAL, "")));
        call.end();
        await().atMost(RawPeer.PATIENCE)
                .untilAsserted(
                        () -> assertThat(fixture.agent.statistics().calls()).isZero());
    }

    private TestApplication.TestCall call(SipTarget target) {
        TestApplication.TestCall call = new TestApplication.TestCall(null);
        fixture.agent.invite(
                new OutgoingInvite(
                        List.of(target),
                        new SipAddress("", SipUri.of("alice", "127.0.0.1")),
                        new SipAddress("", SipUri.of("lobby", "127.0.0.1")),
                        SESSION,
                        Duration.ofSeconds(20)),
                fixture.loops.newLoop(new CallId(UUID.randomUUID().toString())),
                call);
        return call;
    }
}
