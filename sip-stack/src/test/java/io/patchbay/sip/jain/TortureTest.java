package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.sip.Body;
import io.patchbay.sip.IncomingMessage;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The messages of RFC 4475 and RFC 5118, each from a file of its name, and what the RFC wants said to it. They name no port
 * but 5060 in their Via, so the peer has a loopback address of its own and that port. After each a call still comes through.
 */
class TortureTest {
    private static final Duration SILENCE = Duration.ofMillis(60);

    /** Of its own for each: the RFCs use the same branch time and again. */
    private final AgentFixture fixture = new AgentFixture();

    @BeforeEach
    void start() {
        fixture.application.onCall = call -> call.answer(Body.sdp(Phone.SDP));
        fixture.application.onMessage = IncomingMessage::accept;
        fixture.application.passwords.put("user", "secret");
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** 0 where silence is right: responses that fit nothing, and requests that name nobody to answer. */
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({
        "rfc4475/wsinv, 481", // it has a To tag, of a call that we don't have
        "rfc4475/intmeth, 405",
        "rfc4475/esc01, 200",
        "rfc4475/escnull, 401",
        "rfc4475/esc02, 405", // escapes do not make another method of it
        "rfc4475/lwsdisp, 200",
        "rfc4475/longreq, 200",
        "rfc4475/dblreq, 401", // what follows the first message in a datagram is ignored
        "rfc4475/semiuri, 200",
        "rfc4475/transports, 200",
        "rfc4475/mpart01, 200", // the body is the application's, and that of the test takes any
        "rfc4475/unreason, 0",
        "rfc4475/noreason, 0",
        "rfc4475/badinv01, 400",
        "rfc4475/clerr, 400",
        "rfc4475/ncl, 400",
        "rfc4475/scalar02, 400",
        "rfc4475/scalarlg, 0",
        "rfc4475/quotbal, 400",
        "rfc4475/ltgtruri, 400",
        "rfc4475/lwsruri, 400",
        "rfc4475/lwsstart, 200", // liberal, as the RFC allows
        "rfc4475/trws, 200", // liberal
        "rfc4475/escruri, 200", // the escaped headers are ignored
        "rfc4475/baddate, 200", // a Date that cannot be read is of no matter
        "rfc4475/regbadct, 401", // its sender has to prove itself first
        "rfc4475/badaspec, 200", // liberal
        "rfc4475/baddn, 200", // liberal
        "rfc4475/badvers, 505",
        "rfc4475/mismatch01, 400",
        "rfc4475/mismatch02, 400",
        "rfc4475/bigcode, 0",
        "rfc4475/badbranch, 200", // matched as RFC 2543 does
        "rfc4475/insuf, 0", // nobody could read an answer
        "rfc4475/unkscm, 416",
        "rfc4475/novelsc, 416",
        "rfc4475/unksm2, 401", // its sender has to prove itself first
        "rfc4475/bext01, 420",
        "rfc4475/invut, 415",
        "rfc4475/regaut01, 401",
        "rfc4475/multi01, 400",
        "rfc4475/mcl01, 400",
        "rfc4475/bcast, 0",
        "rfc4475/zeromf, 483",
        "rfc4475/cparam01, 401",
        "rfc4475/cparam02, 401",
        "rfc4475/regescrt, 401",
        "rfc4475/sdp01, 406",
        "rfc4475/inv2543, 400", // without a Contact there is nowhere to send BYE to (RFC 3261 §8.1.1.8)
        "rfc5118/ipv6-good, 401",
        "rfc5118/ipv6-bad, 400",
        "rfc5118/port-ambiguous, 401",
        "rfc5118/port-unambiguous, 401",
        "rfc5118/via-received-param-with-delim, 481",
        "rfc5118/via-received-param-no-delim, 481",
        "rfc5118/ipv6-in-sdp, 200",
        "rfc5118/mult-ip-in-header, 481",
        "rfc5118/mult-ip-in-sdp, 200",
        "rfc5118/ipv4-mapped-ipv6, 200",
        "rfc5118/ipv6-bug-abnf-3-colons, 200" // liberal
    })
    void isAnsweredAsItsRfcWants(String file, int status) throws Exception {
        byte[] message = read(file);
        int port = portOfTopmostVia(message);
        InetAddress from = InetAddress.getByAddress(new byte[] {
            127,
            (byte) (1 + ThreadLocalRandom.current().nextInt(200)),
            (byte) ThreadLocalRandom.current().nextInt(256),
            2
        });
        try (RawPeer peer = isTcp(message)
                ? fixture.tcpPeer()
                : new UdpPeer(fixture.address(), new InetSocketAddress(from, port))) {
            peer.send(message);
            if (status == 0) {
                assertThat(peer.collect(SILENCE)).isEmpty();
            } else {
                SipText response =
                        peer.await(one -> one.isResponse() && one.status() >= 200, "final response to " + file);
                assertThat(response.status()).as(response.text()).isEqualTo(status);
            }
        }
        try (UdpPeer peer = fixture.peer()) {
            peer.send(new Phone(peer, "still-there").request("OPTIONS", Phone.branch(), 1, "", ""));
            peer.response(200);
        }
    }

    private static byte[] read(String file) throws IOException {
        try (InputStream in = TortureTest.class.getResourceAsStream("/torture/" + file + ".sip")) {
            return in.readAllBytes();
        }
    }

    private static String topmostVia(byte[] message) {
        String text = new String(message, StandardCharsets.ISO_8859_1).replaceAll("\r\n[ \t]+", " ");
        return text.lines()
                .filter(line -> line.matches("(?i)(via|v)\\s*:.*"))
                .findFirst()
                .orElse("");
    }

    private static boolean isTcp(byte[] message) {
        return topmostVia(message).matches("(?i).*/\\s*TCP\\s.*");
    }

    private static int portOfTopmostVia(byte[] message) {
        java.util.regex.Matcher port =
                java.util.regex.Pattern.compile("UDP +[^;]*[^:;]:(\\d{4,5}) *;").matcher(topmostVia(message));
        return port.find() ? Integer.parseInt(port.group(1)) : 5060;
    }
}
