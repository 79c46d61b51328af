package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be read harms nobody: after each of these a call still comes through (RFC 4475 in spirit). */
class BadMessagesTest {
    private final AgentFixture fixture = new AgentFixture();
    private final UdpPeer peer = fixture.peer();
    private final Phone phone = new Phone(peer);

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    private void assertCallsStillComeThrough() throws InterruptedException {
        peer.send(new Phone(peer, "still-there").invite());
        assertThat(fixture.application.nextCall().call.requestUri().user()).isEqualTo("still-there");
    }

    private void assertBad(long count) {
        await().atMost(RawPeer.PATIENCE)
                .untilAsserted(() ->
                        assertThat(fixture.agent.statistics().badMessages()).isEqualTo(count));
    }

    static Stream<Arguments> answerable() {
        return Stream.of(
                Arguments.of("a CSeq of another method", "CSeq: 1 INVITE", "CSeq: 1 BYE"),
                Arguments.of("a CSeq that is no number", "CSeq: 1 INVITE", "CSeq: one INVITE"),
                Arguments.of("a CSeq beyond 2^31", "CSeq: 1 INVITE", "CSeq: 36893488147419103232 INVITE"),
                Arguments.of("a Content-Length beyond the datagram", "Content-Length: ", "Content-Length: 9999"),
                Arguments.of("a negative Content-Length", "Content-Length: ", "Content-Length: -"),
                Arguments.of("two Content-Lengths", "Content-Length: ", "Content-Length: 3\r\nContent-Length: "),
                Arguments.of(
                        "a From without an end", "From: \"Alice\" <sip:alice@127.0.0.1>", "From: \"Alice <sip:alice"),
                Arguments.of("a Contact that is none", "Contact: <sip:alice@", "Contact: <<sip:>>@"),
                Arguments.of("a Max-Forwards that is no number", "Max-Forwards: 70", "Max-Forwards: many"),
                Arguments.of("a Via of another transport", "SIP/2.0/UDP", "SIP/2.0/TCP"),
                Arguments.of("a giant header line", "Max-Forwards: 70", "Subject: " + "x".repeat(9000)),
                Arguments.of("a header of many brackets", "Max-Forwards: 70", "Subject: " + "(<[".repeat(2000)),
                Arguments.of("many header lines", "Max-Forwards: 70", "X: y\r\n".repeat(400) + "Max-Forwards: 70"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answerable")
    void aRequestThatNamesItsSenderIsAnswered400(String what, String part, String instead) throws Exception {
        String bad = phone.invite().replace(part, instead);
        assertThat(bad).isNotEqualTo(phone.invite());
        peer.send(bad);
        SipText response = peer.response(400);
        assertThat(response.header("Reason")).startsWith("SIP;cause=400;text=\"");
        assertThat(response.header("Call-ID")).isEqualTo(phone.callId);
        assertThat(response.header("Via")).contains("branch=z9hG4bK");
        assertBad(1);
        assertThat(fixture.application.badMessages).hasSize(1);
        assertCallsStillComeThrough();
    }

    @Test
    void aHeadWithoutAnEndIsAnswered400() throws Exception {
        peer.send(phone.inviteWithoutOffer().replace("\r\n\r\n", "\r\n"));
        assertThat(peer.response(400).header("Reason")).contains("no empty line");
        assertCallsStillComeThrough();
    }

    @Test
    void anotherVersionIsAnswered505() throws Exception {
        peer.send(phone.invite().replace(" SIP/2.0\r\nVia", " SIP/7.0\r\nVia"));
        assertThat(peer.response(505).header("Reason")).contains("not SIP/2.0");
        assertCallsStillComeThrough();
    }

    @Test
    void anInviteWithoutContactIsAnswered400() throws Exception {
        peer.send(phone.invite().replaceFirst("Contact: [^\r]*\r\n", ""));
        assertThat(peer.response(400).header("Reason")).contains("Contact");
        assertCallsStillComeThrough();
    }

    static Stream<String> unanswerable() {
        String invite = new String(
                ("INVITE sip:lobby@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKx\r\n"
                                + "From: <sip:a@b>;tag=1\r\nTo: <sip:lobby@127.0.0.1>\r\nCall-ID: x\r\n"
                                + "CSeq: 1 INVITE\r\nContent-Length: 0\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8),
                StandardCharsets.UTF_8);
        return Stream.of(
                "x",
                "hello world",
                "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "INVITE\r\n\r\n",
                "INVITE sip:lobby@127.0.0.1 SIP/2.0\r\n\r\n",
                "SIP/2.0 200 OK\r\n\r\n",
                "SIP/2.0 999 Nonsense\r\nVia: SIP/2.0/UDP 127.0.0.1;branch=z9hG4bKx\r\n\r\n",
                invite.replace("Call-ID: x\r\n", ""),
                invite.replaceFirst("Via: [^\r]*\r\n", ""),
                invite.replace("From: <sip:a@b>;tag=1\r\n", ""),
                invite.replace("INVITE", "ACK").replace("CSeq: 1 ACK", "CSeq: none ACK"),
                "INVITE " + "sip:".repeat(500) + " SIP/2.0\r\n\r\n",
                "\u0000\u0001\u0002\u0003 SIP/2.0\r\n\r\n");
    }

    @ParameterizedTest
    @MethodSource("unanswerable")
    void whatNamesNoSenderIsOnlyCounted(String garbage) throws Exception {
        peer.send(garbage);
        assertBad(1);
        assertThat(peer.collect(Duration.ofMillis(50))).isEmpty();
        assertCallsStillComeThrough();
    }

    @Test
    void aDatagramAboveTheLimitIsOnlyCounted() throws Exception {
        AgentFixture small = new AgentFixture(AgentFixture.settings(AgentFixture.SHORT_T1, 2000));
        try (UdpPeer other = small.peer()) {
            other.send(new Phone(other).invite("Subject: " + "x".repeat(3000) + "\r\n"));
            other.response(400);
            assertThat(small.agent.statistics().badMessages()).isEqualTo(1);
        } finally {
            small.close();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomBytesAndMangledMessagesDoNoHarm(long seed) throws Exception {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] bytes;
            if (i % 2 == 0) {
                bytes = new byte[random.nextInt(400) + 1];
                random.nextBytes(bytes);
            } else {
                bytes = phone.request("INVITE", Phone.branch(), i, "", Phone.SDP)
                        .getBytes(StandardCharsets.UTF_8);
                for (int j = 0; j < 1 + random.nextInt(5); j++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
            }
            peer.send(bytes);
        }
        fixture.application.onCall = call -> {};
        peer.send(new Phone(peer, "still-there").invite());
        peer.await(
                message -> message.status() == 100 && message.header("To").contains("still-there"),
                "answer to a call after the noise");
        assertThat(fixture.agent.statistics().badMessages()).isGreaterThan(100);
        assertThat(fixture.application.badMessages.size()).isLessThan(10); // told at most once a second
    }

    @Test
    void keepAlivesAreNoMessages() throws Exception {
        peer.send("\r\n\r\n");
        peer.send("\r\n");
        peer.send(new byte[] {0, 0, 0, 0});
        peer.send(new byte[0]);
        assertCallsStillComeThrough();
        assertThat(fixture.agent.statistics().badMessages()).isZero();
    }

    @Test
    void whoIsNotHeardGetsNo400() {
        fixture.application.screening = Optional.of(new Refusal(403, "Forbidden", "not you"));
        peer.send(phone.invite().replace("CSeq: 1 INVITE", "CSeq: one INVITE"));
        assertBad(1);
        assertThat(peer.collect(Duration.ofMillis(50))).isEmpty();
    }

    @Test
    void aViaCannotPointTheAnswerElsewhere() throws Exception {
        try (UdpPeer victim = fixture.peer()) {
            String invite =
                    phone.invite().replace(";rport", ";rport=" + victim.port() + ";received=127.0.0.1;maddr=127.0.0.1");
            peer.send(invite);
            peer.response(100);
            assertThat(victim.collect(Duration.ofMillis(50))).isEmpty();
        }
    }

    @Test
    void compactHeadersAndFoldedLinesAreRead() throws Exception {
        String invite = phone.invite()
                .replace("Via: ", "v: ")
                .replace("From: ", "f: ")
                .replace("To: ", "t: ")
                .replace("Call-ID: ", "i: ")
                .replace("Contact: ", "m: ")
                .replace("Content-Type: ", "c: ")
                .replace("Content-Length: ", "l:\r\n ")
                .replace("Max-Forwards: 70", "Max-Forwards:\r\n 70");
        peer.send(invite);
        assertThat(fixture.application.nextCall().call.offer().map(io.patchbay.sip.Body::text))
                .contains(Phone.SDP);
    }
}
