package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.sip.Body;
import io.patchbay.sip.Refusal;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestChecksTest {
    private final AgentFixture fixture = new AgentFixture();
    private final UdpPeer peer = fixture.peer();
    private final Phone phone = new Phone(peer);

    @AfterEach
    void close() {
        peer.close();
        fixture.close();
    }

    private SipText refused(String request, int status) {
        peer.send(request);
        SipText response = peer.response(status);
        assertThat(response.header("Reason")).startsWith("SIP;cause=" + status + ";text=\"");
        assertThat(response.toTag()).isNotEmpty();
        if (status != 503) {
            // The application is told after the answer has gone.
            await().untilAsserted(() ->
                    assertThat(fixture.application.refused).last().asString().endsWith(" " + status));
        }
        assertThat(fixture.application.calls).isEmpty();
        assertThat(fixture.agent.statistics().calls()).isZero();
        return response;
    }

    @ParameterizedTest
    @ValueSource(strings = {"SUBSCRIBE", "PUBLISH", "NEWMETHOD"})
    void anUnknownMethodIsAnswered405WithAllow(String method) {
        SipText response = refused(phone.request(method, Phone.branch(), 1, "", ""), 405);
        assertThat(String.join(",", response.headers("Allow")).replace(" ", ""))
                .isEqualTo("INVITE,ACK,BYE,CANCEL,OPTIONS,REGISTER,UPDATE,PRACK,INFO,REFER,NOTIFY,MESSAGE");
    }

    @Test
    void aSchemeOtherThanSipIsAnswered416() {
        refused(phone.invite().replaceFirst("INVITE \\S+", "INVITE http://example.com/"), 416);
    }

    @Test
    void aRequiredExtensionIsAnswered420WithItsName() {
        SipText response = refused(phone.invite("Require: nonsense, timer\r\n"), 420);
        assertThat(response.header("Unsupported").replace(" ", "")).isEqualTo("nonsense");
    }

    @Test
    void noHopsLeftIsAnswered483() {
        refused(phone.invite().replace("Max-Forwards: 70", "Max-Forwards: 0"), 483);
    }

    @Test
    void aBodyThatIsNoSdpIsAnswered415WithAccept() {
        SipText response =
                refused(phone.invite().replace("Content-Type: application/sdp", "Content-Type: text/plain"), 415);
        assertThat(response.header("Accept")).isEqualTo("application/sdp");
    }

    @Test
    void anEncodedBodyIsAnswered415WithAcceptEncoding() {
        SipText response = refused(phone.invite("Content-Encoding: gzip\r\n"), 415);
        assertThat(response.header("Accept-Encoding")).isEqualTo("identity");
    }

    @Test
    void sdpWithinAMultipartIsFound() throws Exception {
        String body = "--frontier\r\nContent-Type: application/isup;version=x\r\n\r\nABC\r\n"
                + "--frontier\r\nContent-Type: application/sdp\r\n\r\n" + Phone.SDP + "\r\n--frontier--\r\n";
        String invite = phone.request("INVITE", Phone.branch(), 1, "", body)
                .replace(
                        "Content-Type: application/sdp\r\nContent-L",
                        "Content-Type: multipart/mixed;boundary=frontier\r\nContent-L");
        peer.send(invite);
        assertThat(fixture.application.nextCall().call.offer().map(Body::text)).contains(Phone.SDP);
    }

    @Test
    void aMultipartWithoutSdpIsAnswered415() {
        String body = "--frontier\r\nContent-Type: application/isup\r\n\r\nABC\r\n--frontier--\r\n";
        String invite = phone.request("INVITE", Phone.branch(), 1, "", body)
                .replace(
                        "Content-Type: application/sdp\r\nContent-L",
                        "Content-Type: multipart/mixed;boundary=\"frontier\"\r\nContent-L");
        refused(invite, 415);
    }

    @Test
    void anOptionalBodyOfAnotherTypeIsPassedOver() throws Exception {
        peer.send(phone.invite("Content-Disposition: render;handling=optional\r\n")
                .replace("Content-Type: application/sdp", "Content-Type: text/plain"));
        assertThat(fixture.application.nextCall().call.offer()).isEmpty();
    }

    @Test
    void aSecondCopyByAnotherWayIsAnswered482() throws Exception {
        peer.send(phone.invite());
        fixture.application.nextCall();
        peer.send(phone.request("INVITE", Phone.branch(), 1, "", Phone.SDP));
        assertThat(peer.response(482).header("Reason")).contains("by another way");
        assertThat(fixture.application.calls).isEmpty();
    }

    @Test
    void aRequestOfNoCallIsAnswered481() {
        phone.toTag = "nobody";
        refused(phone.bye(""), 481);
        refused(phone.reinvite(Phone.SDP), 481);
    }

    @Test
    void aStrayAckIsIgnored() {
        phone.toTag = "nobody";
        peer.send(phone.ack());
        assertThat(peer.collect(Duration.ofMillis(200))).isEmpty();
    }

    @Test
    void optionsSayWhatIsUnderstood() {
        peer.send(phone.request("OPTIONS", Phone.branch(), 1, "", ""));
        SipText response = peer.response(200);
        assertThat(response.headers("Allow").toString()).contains("INVITE");
        assertThat(response.header("Accept")).isEqualTo("application/sdp");
        assertThat(response.text()).contains("\r\nSupported:");
    }

    @Test
    void optionsAreAnswered503WhileNoCallsAreTaken() {
        fixture.application.takesCalls = false;
        refused(phone.request("OPTIONS", Phone.branch(), 1, "", ""), 503);
    }

    @Test
    void whoIsNotHeardGetsOneAnswerAndNothingIsKept() {
        fixture.application.screening =
                Optional.of(new Refusal(403, "Forbidden", "127.0.0.1 may not call here; see access.callers"));
        SipText response = refused(phone.invite(), 403);
        assertThat(response.header("Reason")).contains("see access.callers");
        assertThat(fixture.agent.statistics().serverTransactions()).isZero();

        phone.toTag = response.toTag();
        peer.send(phone.ackOfRefusal());
        assertThat(peer.collect(AgentFixture.SHORT_T1.multipliedBy(10))).isEmpty();
        assertThat(fixture.agent.statistics().serverTransactions()).isZero();

        phone.toTag = "";
        assertThat(refused(phone.invite(), 403).toTag()).isEqualTo(response.toTag());
    }

    @Test
    void whoIsNotHeardOnTcpIsAnsweredOnItsConnection() {
        fixture.application.screening = Optional.of(new Refusal(403, "Forbidden", "not you"));
        try (TcpPeer tcp = fixture.tcpPeer()) {
            tcp.send(new Phone(tcp).invite());
            tcp.response(403);
        }
        assertThat(fixture.agent.statistics().serverTransactions()).isZero();
    }

    @Test
    void ofAFloodOfRefusedCallsFewAreToldOf() {
        fixture.application.screening = Optional.of(new Refusal(403, "Forbidden", "not on the list"));
        for (int i = 0; i < 100; i++) {
            peer.send(new Phone(peer).invite());
            peer.response(403);
        }
        assertThat(fixture.application.refused).isNotEmpty().hasSizeLessThanOrEqualTo(50);
    }
}
