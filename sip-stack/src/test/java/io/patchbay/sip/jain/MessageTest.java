package io.patchbay.sip.jain;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.CallMessages;
import io.patchbay.sip.IncomingMessage;
import io.patchbay.sip.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MessageTest {
    private final AgentFixture fixture = new AgentFixture();
    private final UdpPeer peer = fixture.peer();
    private final Phone phone = new Phone(peer);

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    @Test
    void withinACallIsForTheCall() throws Exception {
        TestApplication.TestCall call = establish("");
        peer.send(phone.message("text/plain;charset=UTF-8", "hallo"));
        IncomingMessage message = next(call.messages);
        assertThat(message.body().orElseThrow().text()).isEqualTo("hallo");
        assertThat(message.body().orElseThrow().contentType())
                .startsWith("text/plain")
                .contains("UTF-8");
        assertThat(message.from().displayName()).isEqualTo("Alice");
        message.accept();
        assertThat(peer.response(200, "MESSAGE").headers("Contact")).isEmpty(); // RFC 3428 §7
        assertThat(fixture.application.messages).isEmpty();
    }

    @Test
    void whatIsRefusedSaysWhyAndWhatWouldBeTaken() throws Exception {
        TestApplication.TestCall call = establish("");
        peer.send(phone.message("text/plain", "too much"));
        next(call.messages).refuse(new Refusal(413, "Request Entity Too Large", "at most 3 characters"));
        assertThat(peer.response(413, "MESSAGE").header("Reason")).contains("at most 3 characters");

        peer.send(phone.message("image/png", "x"));
        next(call.messages).refuseType(List.of("text/plain", "message/cpim"), "pictures are not taken");
        SipText refused = peer.response(415, "MESSAGE");
        assertThat(String.join(",", refused.headers("Accept"))).contains("text/plain", "message/cpim");
        assertThat(refused.header("Reason")).contains("pictures are not taken");
        assertThat(call.ends).isEmpty();
    }

    @Test
    void goesOutWithoutAContactAndTellsWhatCameOfIt() throws Exception {
        TestApplication.TestCall call = establish("Allow: INVITE, ACK, BYE, MESSAGE\r\n");
        assertThat(ask(call, CallMessages::areAllowed)).isTrue();
        CompletableFuture<Integer> status = send(call, "Grüße");
        SipText message = peer.request("MESSAGE");
        assertThat(message.headers("Contact")).isEmpty();
        assertThat(message.header("Content-Type")).isEqualTo("text/plain;charset=UTF-8");
        assertThat(message.header("Content-Length")).isEqualTo("7");
        peer.send(Phone.respond(message, 200, "OK", "", "", ""));
        assertThat(status.get(5, SECONDS)).isEqualTo(200);
    }

    @Test
    void oneThatIsRefusedLeavesTheCallAlone() throws Exception {
        TestApplication.TestCall call = establish("Allow: INVITE, ACK, BYE\r\n");
        assertThat(ask(call, CallMessages::areAllowed)).isFalse();
        CompletableFuture<Integer> status = send(call, "hallo");
        peer.send(Phone.respond(peer.request("MESSAGE"), 405, "Method Not Allowed", "", "", ""));
        assertThat(status.get(5, SECONDS)).isEqualTo(405);
        assertThat(call.ends).isEmpty();
        assertThat(fixture.agent.statistics().calls()).isEqualTo(1);
    }

    @Test
    void theLargestThatGoesByUdpKeepsThe1300Bytes() throws Exception { // RFC 3428 §8
        TestApplication.TestCall call = establish("");
        int most = ask(call, CallMessages::largestBody);
        assertThat(most).isBetween(400, 1000);
        send(call, "x".repeat(most));
        SipText message = peer.request("MESSAGE");
        assertThat(message.text().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1200, 1300);
        peer.send(Phone.respond(message, 200, "OK", "", "", ""));
    }

    @Test
    void outsideOfCallsIsForTheApplication() throws Exception {
        peer.send(phone.message("text/plain", "anybody there?"));
        IncomingMessage message = next(fixture.application.messages);
        assertThat(message.requestUri().user()).isEqualTo("lobby");
        assertThat(message.authenticatedDevice()).isEmpty();
        message.refuse(new Refusal(480, "Temporarily Unavailable", "nobody is in that room"));
        SipText refused = peer.response(480, "MESSAGE");
        assertThat(refused.header("Reason")).contains("nobody is in that room");
        assertThat(refused.toTag()).isNotEmpty();
        assertThat(fixture.application.refused).containsExactly("MESSAGE 480");
    }

    @Test
    void whoeverHasToProveItselfIsChallengedFirst() throws Exception {
        fixture.application.passwords.put("alice", "secret");
        fixture.application.demandsProof = true;
        peer.send(phone.message("text/plain", "hallo"));
        SipText challenge = peer.response(401, "MESSAGE");
        assertThat(fixture.application.messages).isEmpty();
        String proof = new Device(peer, "alice", "secret").authorization(challenge, "MD5", "MESSAGE", 1);
        peer.send(phone.message("text/plain", "hallo").replace("Content-Type", proof + "Content-Type"));
        IncomingMessage message = next(fixture.application.messages);
        assertThat(message.authenticatedDevice()).contains("alice");
        message.accept();
        peer.response(200, "MESSAGE");
    }

    private TestApplication.TestCall establish(String headers) throws InterruptedException {
        fixture.application.onCall = incoming -> incoming.answer(Body.sdp(Phone.SDP));
        peer.send(phone.invite(headers));
        phone.toTag = peer.response(200).toTag();
        peer.send(phone.ack());
        TestApplication.TestCall call = fixture.application.nextCall();
        assertThat(call.nextEvent()).isEqualTo("established");
        peer.collect(Duration.ofMillis(1));
        return call;
    }

    private static IncomingMessage next(BlockingQueue<IncomingMessage> messages) throws InterruptedException {
        IncomingMessage message = messages.poll(RawPeer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        assertThat(message).as("a message").isNotNull();
        return message;
    }

    private static CompletableFuture<Integer> send(TestApplication.TestCall call, String text) {
        CompletableFuture<Integer> status = new CompletableFuture<>();
        Body body = new Body("text/plain;charset=UTF-8", text.getBytes(StandardCharsets.UTF_8));
        call.onLoop(() -> call.call.messages().send(body).thenAccept(status::complete));
        return status;
    }

    private static <T> T ask(TestApplication.TestCall call, Function<CallMessages, T> question) throws Exception {
        CompletableFuture<T> answer = new CompletableFuture<>();
        call.onLoop(() -> answer.complete(question.apply(call.call.messages())));
        return answer.get(5, SECONDS);
    }
}
