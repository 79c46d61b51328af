package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.Credentials;
import io.patchbay.sip.EndReason;
import io.patchbay.sip.EndReason.Side;
import io.patchbay.sip.SessionTimerSettings;
import io.patchbay.sip.SipCall;
import io.patchbay.sip.SipUri;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests of ours within a call that the far end challenges (RFC 3261 §22.2, §22.3). */
class ChallengedRequestsTest {
    private static final Body SESSION = Body.sdp(Phone.SDP);
    private static final String CHALLENGE = "Digest realm=\"provider\",nonce=\"n1\",qop=\"auth\"\r\n";

    private final AgentFixture fixture = new AgentFixture(AgentFixture.settings(AgentFixture.SHORT_T1, 65535)
            .with(new SessionTimerSettings(Duration.ofSeconds(2), Duration.ofSeconds(1))));
    private final UdpPeer peer = fixture.peer();
    private final Phone phone = new Phone(peer);

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    private TestApplication.TestCall established(String headers) throws Exception {
        fixture.application.onCall = incoming -> incoming.answer(SESSION);
        peer.send(phone.invite(headers));
        phone.toTag = peer.response(200).toTag();
        peer.send(phone.ack());
        TestApplication.TestCall call = fixture.application.nextCall();
        assertThat(call.nextEvent()).isEqualTo("established");
        return call;
    }

    private static Consumer<SipCall> sending(String method) {
        return switch (method) {
            case "BYE" -> call -> call.hangUp(new EndReason.HungUp(Side.LOCAL, ""));
            case "INVITE" -> call -> call.reoffer(SESSION);
            case "REFER" -> call -> call.transfer(SipUri.of("bob", "127.0.0.1"));
            case "INFO" ->
                call -> call.info(new Body("application/media_control+xml", "<x/>".getBytes(StandardCharsets.UTF_8)));
            default -> call -> {}; // the session timer does
        };
    }

    @ParameterizedTest
    @CsvSource({
        "BYE, 401, WWW-Authenticate, Authorization",
        "BYE, 407, Proxy-Authenticate, Proxy-Authorization",
        "INVITE, 407, Proxy-Authenticate, Proxy-Authorization",
        "UPDATE, 401, WWW-Authenticate, Authorization",
        "REFER, 407, Proxy-Authenticate, Proxy-Authorization",
        "INFO, 401, WWW-Authenticate, Authorization"
    })
    void areSentOnceMoreWithTheCredentials(String method, int status, String challenge, String proof) throws Exception {
        TestApplication.TestCall call = established(
                method.equals("UPDATE")
                        ? "Allow: INVITE, UPDATE\r\nSupported: timer\r\n" + "Session-Expires: 2;refresher=uas\r\n"
                        : "Allow: INVITE, REFER\r\n");
        call.credentials =
                realm -> realm.equals("provider") ? Optional.of(new Credentials("us", "secret")) : Optional.empty();
        call.onLoop(() -> sending(method).accept(call.call));

        SipText first = peer.request(method);
        assertThat(first.header(proof)).isEmpty();
        peer.send(Phone.respond(first, status, "Prove it", "", challenge + ": " + CHALLENGE, ""));
        SipText second = peer.await(
                message -> message.method().equals(method)
                        && !message.isResponse()
                        && !message.header(proof).isEmpty(),
                method + " with credentials");
        assertThat(second.header(proof)).contains("username=\"us\"", "realm=\"provider\"", "nonce=\"n1\"");
        assertThat(number(second)).isEqualTo(number(first) + 1);
        assertThat(second.body()).isEqualTo(first.body());

        // whoever asks again gets no third one
        peer.send(Phone.respond(second, status, "Prove it", "", challenge + ": " + CHALLENGE, ""));
        peer.collect(AgentFixture.SHORT_T1.multipliedBy(2));
        assertThat(peer.collect(AgentFixture.SHORT_T1.multipliedBy(10)).stream()
                        .filter(message ->
                                !message.isResponse() && message.method().equals(method))
                        .filter(message -> !message.header(proof).isEmpty() && number(message) > number(second)))
                .isEmpty();
    }

    @Test
    void withoutCredentialsAreRefusedAsTheyAre() throws Exception {
        TestApplication.TestCall call = established("");
        call.onLoop(() -> call.call.reoffer(SESSION));
        peer.send(Phone.respond(peer.request("INVITE"), 401, "Unauthorized", "", "WWW-Authenticate: " + CHALLENGE, ""));
        assertThat(call.nextEvent()).isEqualTo("reoffer refused 401");
        assertThat(call.ends).isEmpty();
    }

    private static int number(SipText request) {
        return Integer.parseInt(request.header("CSeq").split(" ")[0]);
    }
}
