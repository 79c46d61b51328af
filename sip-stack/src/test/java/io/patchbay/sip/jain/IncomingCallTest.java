package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IncomingCallTest {
    private static final Body ANSWER = Body.sdp(Phone.SDP);

    private final AgentFixture fixture = new AgentFixture();
    private final RawPeer peer = fixture.peer();
    private final Phone phone = new Phone(peer);

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
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
        assertThat(ok.header("Contact"))
                .isEqualTo("<sip:127.0.0.1:" + peer.target().getPort() + ">");
        assertThat(ok.header("Server")).isEqualTo("Patchbay/test");
        assertThat(ok.header("Allow")).contains("INVITE").contains("BYE");
        assertThat(ok.body()).isEqualTo(Phone.SDP);

        phone.toTag = ok.toTag();
        peer.send(phone.ack());
        TestApplication.TestCall call = fixture.application.nextCall();
        assertThat(call.nextEvent()).isEqualTo("established");
        assertThat(call.call.from().displayName()).isEqualTo("Alice");
        assertThat(call.call.requestUri().user()).isEqualTo("lobby");
        assertThat(call.call.offer())
                .hasValueSatisfying(body -> assertThat(body.text()).isEqualTo(Phone.SDP));

        peer.send(phone.bye("Reason: Q.850;cause=16;text=\"Normal call clearing\"\r\n"));
        peer.response(200, "BYE");
        assertThat(call.end()).isEqualTo(new EndReason.HungUp(Side.REMOTE, "Normal call clearing"));
        assertThat(fixture.agent.statistics().calls()).isZero();
    }
}
