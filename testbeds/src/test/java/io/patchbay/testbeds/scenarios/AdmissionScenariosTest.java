package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.testbeds.appliance.Appliance;
import io.patchbay.testbeds.net.Host;
import io.patchbay.testbeds.phone.Phone;
import io.patchbay.testbeds.phone.PhoneCall;
import io.patchbay.testbeds.phone.PhoneSettings;
import io.patchbay.testbeds.phone.Phones;
import io.patchbay.testbeds.process.ChildProcess;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How much callers may ask for, and who is not heard at all. */
class AdmissionScenariosTest {
    private static final Duration SOON = ofSeconds(15);
    private static final Duration ANSWER = ofSeconds(10); // on a machine that is busy with other tests
    private static final Duration SILENCE = ofSeconds(1);

    private Appliance appliance;
    private Phones phones;

    @BeforeEach
    void start() {
        appliance = Appliance.start(Host.loopback(), configuration -> configuration
                .set("limits.exempt", List.of("192.0.2.1"))
                .set("limits.calls-per-source", 1)
                .set("limits.ban-after", 3)
                .set("shutdown.drain", "30s")
                .device("alice", "secret"));
        phones = new Phones(Host.loopback());
    }

    @AfterEach
    void stop() {
        phones.close();
        appliance.close();
    }

    @Test
    void aCallTooManyIsToldWhenToTryAgainAndDrainingKeepsTheOneThatIsUp() {
        try (Phone alice = phones.phone(PhoneSettings.named("alice"), appliance.sip());
                Phone bob = phones.phone(PhoneSettings.named("bob"), appliance.sip())) {
            PhoneCall up = alice.dial("lobby").awaitAnswered(Testbed.ANSWER);
            PhoneCall tooMany = bob.dial("lobby");
            tooMany.awaitEnded(SOON);
            assertThat(tooMany.statuses()).last().isEqualTo(503);
            assertThat(tooMany.refusal().orElseThrow().header("Retry-After")).isEqualTo("20");
            assertThat(tooMany.refusal().orElseThrow().header("Reason")).contains("limits.calls-per-source");

            try (ChildProcess drain = appliance.command("drain")) {
                assertThat(drain.text()).contains("no new calls are taken; 1 still up");
            }
            String uri = "sip:lobby@127.0.0.1:" + appliance.sip().getPort();
            assertThat(bob.options(uri).status()).isEqualTo(503);
            try (ChildProcess drain = appliance.command("drain", "--undo")) {
                assertThat(drain.text()).contains("calls are taken again");
            }
            assertThat(bob.options(uri).status()).isEqualTo(200);

            appliance.signal("TERM");
            appliance.awaitLog(line -> line.contains("1 calls may go on for 30 s"), "the drain", SOON);
            assertThat(bob.options(uri).status()).isEqualTo(503);
            assertThat(up.isEnded()).isFalse();
            assertThat(up.hangUp()).isEqualTo(200);
            assertThat(appliance.awaitExit(SOON)).isZero(); // long before the 30 s are over
        }
    }

    @Test
    void aScannerIsDroppedSilentlyAndNotHeardAgainUntilItsBanIsLifted() throws IOException {
        try (DatagramSocket scanner = new DatagramSocket(0, InetAddress.getByName("127.0.0.66"))) {
            assertThat(answer(scanner, "harmless", ANSWER)).startsWith("SIP/2.0 200");
            assertThat(answer(scanner, "friendly-scanner", SILENCE)).isEmpty();
            assertThat(answer(scanner, "harmless", SILENCE)).isEmpty();
            try (ChildProcess bans = appliance.command("bans")) {
                assertThat(bans.text()).contains("127.0.0.66", "its User-Agent is a scanner's: friendly-scanner");
            }
            assertThat(appliance.metrics().sum("patchbay_bans")).isEqualTo(1);
            try (ChildProcess lift = appliance.command("bans", "--lift", "127.0.0.66")) {
                assertThat(lift.text()).contains("127.0.0.66 is heard again");
            }
            assertThat(answer(scanner, "harmless", ANSWER)).startsWith("SIP/2.0 200");
        }
    }

    @Test
    void whoGuessesPasswordsIsNotHeardAfterTheThird() {
        try (Phone guesser = phones.phone(PhoneSettings.named("alice").withPassword("guess"), appliance.sip())) {
            for (int i = 0; i < 3; i++) {
                assertThat(guesser.register(ofSeconds(60))).isEqualTo(403);
            }
        }
        assertThat(appliance.api("GET", "/api/v1/bans", "").body())
                .contains("127.0.0.1", "3 wrong guesses, the last of them a password for alice");
        assertThat(appliance.metrics().sum("patchbay_wrong_guesses_total")).isEqualTo(3);
    }

    /** The first line of what answers an OPTIONS; empty where nothing does. */
    private String answer(DatagramSocket socket, String userAgent, Duration patience) throws IOException {
        String branch = "z9hG4bK" + System.nanoTime();
        String request = "OPTIONS sip:lobby@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.66:" + socket.getLocalPort()
                + ";rport;branch=" + branch + "\r\nMax-Forwards: 70\r\nFrom: <sip:x@127.0.0.66>;tag=1\r\n"
                + "To: <sip:lobby@127.0.0.1>\r\nCall-ID: " + branch + "\r\nCSeq: 1 OPTIONS\r\nUser-Agent: " + userAgent
                + "\r\nContent-Length: 0\r\n\r\n";
        byte[] bytes = request.getBytes(StandardCharsets.US_ASCII);
        socket.send(new DatagramPacket(bytes, bytes.length, appliance.sip()));
        DatagramPacket answer = new DatagramPacket(new byte[4_096], 4_096);
        socket.setSoTimeout((int) patience.toMillis());
        try {
            socket.receive(answer);
            String text = new String(answer.getData(), 0, answer.getLength(), StandardCharsets.US_ASCII);
            return text.substring(0, text.indexOf('\r'));
        } catch (SocketTimeoutException e) {
            return "";
        }
    }
}
