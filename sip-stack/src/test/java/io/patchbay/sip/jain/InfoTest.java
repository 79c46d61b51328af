package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InfoTest {
    private final AgentFixture fixture = new AgentFixture();
    private final UdpPeer peer = fixture.peer();
    private final Phone phone = new Phone(peer);
    private TestApplication.TestCall call;

    @BeforeEach
    void establish() throws Exception {
        fixture.application.onCall = incoming -> incoming.answer(Body.sdp(Phone.SDP));
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
    void tellsOfKeys() throws Exception {
        peer.send(phone.info("application/dtmf-relay", "Signal=5\r\nDuration=160\r\n"));
        peer.response(200, "INFO");
        assertThat(call.nextEvent()).isEqualTo("key 5 160 ms");
        peer.send(phone.info("application/dtmf", "#"));
        peer.response(200, "INFO");
        assertThat(call.nextEvent()).isEqualTo("key # 0 ms");
    }

    @ParameterizedTest
    @CsvSource({"Signal= 10,*", "signal=11,#", "Signal = d,D", "Signal=16,!", "Signal=*,*"})
    void writesKeysInManyWays(String line, char key) {
        assertThat(InfoKey.read(new Body("application/dtmf-relay", (line + "\nDuration=90").getBytes())))
                .contains(new InfoKey(key, Duration.ofMillis(90)));
    }

    @Test
    void aKeyThatIsNoneIsAnswered400() {
        peer.send(phone.info("application/dtmf-relay", "Signal=77\r\n"));
        peer.response(400, "INFO");
        assertThat(call.events).isEmpty();
    }

    @Test
    void anotherBodyIsForTheApplicationElseAnswered415() throws Exception {
        peer.send(phone.info("application/media_control+xml", "<media_control/>"));
        peer.response(200, "INFO");
        assertThat(call.nextEvent()).isEqualTo("info application/media_control+xml");
        peer.send(phone.info("application/nonsense", "x"));
        peer.response(415, "INFO");
    }

    @Test
    void withoutABodyOnlyAsksWhetherTheCallIsThere() {
        peer.send(phone.next("INFO", ""));
        peer.response(200, "INFO");
    }

    @Test
    void goesOutToo() {
        call.onLoop(() -> call.call.info(new Body("application/dtmf-relay", "Signal=1\r\n".getBytes())));
        SipText info = peer.request("INFO");
        assertThat(info.header("Content-Type")).isEqualTo("application/dtmf-relay");
        assertThat(info.body()).isEqualTo("Signal=1\r\n");
    }
}
