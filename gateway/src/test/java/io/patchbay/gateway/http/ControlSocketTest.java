package io.patchbay.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ControlSocketTest {
    private static final ControlTimings PATIENT = new ControlTimings(Duration.ofMillis(100), Duration.ofSeconds(60));
    private static final ControlTimings QUICK = new ControlTimings(Duration.ofMillis(100), Duration.ofSeconds(1));

    @TempDir
    static Path data; // one for all: making a certificate takes a second

    private HttpTestbed testbed;

    @BeforeEach
    void start() {
        testbed = new HttpTestbed(data, PATIENT);
    }

    @AfterEach
    void stop() {
        testbed.close();
    }

    @Test
    void carriesTextBothWaysInOrder() throws Exception {
        Client client = new Client();
        WebSocket socket = open("/control/Lobby", client);

        for (int i = 0; i < 200; i++) {
            socket.sendText("message " + i, true).get(10, TimeUnit.SECONDS);
        }

        List<String> expected =
                IntStream.range(0, 200).mapToObj(i -> "message " + i).toList();
        await().untilAsserted(() -> assertThat(client.texts).isEqualTo(expected));
        assertThat(socket.getSubprotocol()).isEqualTo("patchbay-control-1");
        assertThat(testbed.endpoint.events.get(0)).isEqualTo("open lobby from 127.0.0.1 at 127.0.0.1");
        socket.abort();
        await().until(() -> testbed.server.controlConnections() == 0);
    }

    @Test
    void closesAfterAllThatWasSentBefore() throws Exception {
        Client client = new Client();
        WebSocket socket = open("/control/lobby", client);

        socket.sendText("leave", true);

        await().untilAsserted(() -> assertThat(client.closed).contains("1000 left"));
        assertThat(client.texts).containsExactly("leave");
        await().untilAsserted(() -> assertThat(testbed.endpoint.events)
                .endsWith("close 1000 left")
                .filteredOn(event -> event.startsWith("close"))
                .hasSize(1));
    }

    @Test
    void tellsThatTheFarEndClosed() throws Exception {
        WebSocket socket = open("/control/lobby", new Client());

        socket.sendClose(1000, "bye");

        await().untilAsserted(() -> assertThat(testbed.endpoint.events).endsWith("close 1000 bye"));
        await().until(() -> testbed.server.controlConnections() == 0);
    }

    @Test
    void closesWhatIsNoText() throws Exception {
        Client client = new Client();
        WebSocket socket = open("/control/lobby", client);

        socket.sendBinary(java.nio.ByteBuffer.wrap(new byte[] {1, 2, 3}), true);

        await().untilAsserted(() -> assertThat(client.closed).contains("1003 the control protocol is text"));
    }

    @Test
    void closesAMessageThatIsTooLong() throws Exception {
        Client client = new Client();
        WebSocket socket = open("/control/lobby", client);

        socket.sendText("x".repeat(64 * 1024 + 1), true);

        await().untilAsserted(() ->
                assertThat(client.closed).isPresent().get().asString().startsWith("1009"));
        assertThat(testbed.endpoint.events).noneMatch(event -> event.startsWith("text"));
    }

    @Test
    void closesWhereTheApplianceFails() throws Exception {
        Client client = new Client();
        WebSocket socket = open("/control/lobby", client);

        socket.sendText("fail", true);

        await().untilAsserted(() ->
                assertThat(client.closed).isPresent().get().asString().startsWith("1011"));
    }

    @Test
    void keepsAQuietButLivingConnection() throws Exception {
        ControlTimings timings = new ControlTimings(Duration.ofMillis(100), Duration.ofSeconds(4));
        restart(timings);
        Client client = new Client();
        open("/control/lobby", client);

        await().atMost(Duration.ofSeconds(60)).until(() -> client.pings >= 45); // four and a half seconds at least

        assertThat(client.closed).isEmpty();
        assertThat(testbed.server.controlConnections()).isEqualTo(1);
    }

    @Test
    void dropsAConnectionThatAnswersNoPing() throws Exception {
        restart(QUICK);
        try (Socket silent = openRaw("/control/lobby")) {
            await().untilAsserted(
                            () -> assertThat(testbed.endpoint.events).endsWith("close 1006 no sign of life for 1.0 s"));
            await().until(() -> testbed.server.controlConnections() == 0);
        }
    }

    @Test
    void dropsAConnectionThatReadsNothing() throws Exception {
        try (Socket lazy = openRaw("/control/lobby")) {
            String much = "x".repeat(400_000);
            for (int i = 0; i < 100; i++) {
                testbed.endpoint.lastSocket.sendText(much); // far more than the kernel's buffers take
            }
            await().atMost(Duration.ofSeconds(20)).untilAsserted(() -> assertThat(testbed.endpoint.events)
                    .endsWith("close 1008 messages are not read fast enough"));
        }
    }

    @Test
    void closesAllWhenTheApplianceStops() throws Exception {
        Client client = new Client();
        open("/control/lobby", client);

        testbed.close();

        await().untilAsserted(() -> assertThat(testbed.endpoint.events)
                .anyMatch(event -> event.startsWith("close 1001"))
                .filteredOn(event -> event.startsWith("close"))
                .hasSize(1));
    }

    @ParameterizedTest
    @CsvSource({
        "/control/lobby, http://localhost:PORT, patchbay-control-1, 101",
        "/control/lobby, HTTP://LOCALHOST:PORT, patchbay-control-1, 101",
        "/control/lobby, '', 'other, patchbay-control-1', 101", // not a browser
        "/control/lobby, http://evil.example:PORT, patchbay-control-1, 403",
        "/control/lobby, http://localhost:1, patchbay-control-1, 403",
        "/control/lobby, http://localhost, patchbay-control-1, 403",
        "/control/lobby, null, patchbay-control-1, 403",
        "/control/lobby, http://localhost:PORT, other, 400",
        "/control/lobby, http://localhost:PORT, '', 400",
        "/control/, http://localhost:PORT, patchbay-control-1, 404",
        "/control/a%20b, http://localhost:PORT, patchbay-control-1, 404",
        "/control/a/b, http://localhost:PORT, patchbay-control-1, 404",
        "/other/lobby, http://localhost:PORT, patchbay-control-1, 404",
    })
    void opensOnlyForPagesOfItsOwnThatSpeakTheProtocol(String path, String origin, String protocol, int status)
            throws Exception {
        String answer = upgrade(path, origin.replace("PORT", "" + testbed.server.port()), protocol);

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
        if (status == 101) {
            assertThat(answer).containsIgnoringCase("Sec-WebSocket-Protocol: patchbay-control-1\r\n");
        } else if (!path.startsWith("/other")) {
            assertThat(answer).contains("application/problem+json");
        }
    }

    @Test
    void answersTheUpgradeWithTheReasonWhyARoomIsNotOpen() throws Exception {
        testbed.endpoint.refusal =
                Optional.of(new Problem(404, "no-such-room", "No such room", "add it to rooms.names"));

        assertThat(upgrade("/control/x", "", "patchbay-control-1"))
                .startsWith("HTTP/1.1 404 ")
                .contains("add it to rooms.names");
    }

    @Test
    void saysThatAPlainRequestMustBeAWebSocket() throws Exception {
        assertThat(testbed.get("/control/lobby").statusCode()).isEqualTo(426);
    }

    private void restart(ControlTimings timings) {
        testbed.close();
        testbed = new HttpTestbed(data, timings);
    }

    private WebSocket open(String path, WebSocket.Listener listener) throws Exception {
        URI uri = URI.create("ws://localhost:%d%s".formatted(testbed.server.port(), path));
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("patchbay-control-1")
                .buildAsync(uri, listener)
                .get(20, TimeUnit.SECONDS);
    }

    /** A connection that nobody reads from. */
    private Socket openRaw(String path) throws IOException {
        Socket socket = new Socket(HttpTestbed.LOOPBACK, testbed.server.port());
        socket.getOutputStream().write(handshake(path, "", "patchbay-control-1").getBytes(StandardCharsets.US_ASCII));
        await().until(() -> testbed.endpoint.lastSocket != null);
        return socket;
    }

    /** The answer to a handshake, up to its empty line or its end. */
    private String upgrade(String path, String origin, String protocol) throws IOException {
        try (Socket socket = new Socket(HttpTestbed.LOOPBACK, testbed.server.port())) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(handshake(path, origin, protocol).getBytes(StandardCharsets.US_ASCII));
            byte[] buffer = new byte[8_192];
            int read = socket.getInputStream().read(buffer);
            return new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        }
    }

    private String handshake(String path, String origin, String protocol) {
        return "GET " + path + " HTTP/1.1\r\nHost: localhost:" + testbed.server.port()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                + (origin.isEmpty() ? "" : "\r\nOrigin: " + origin)
                + (protocol.isEmpty() ? "" : "\r\nSec-WebSocket-Protocol: " + protocol) + "\r\n\r\n";
    }

    private static final class Client implements WebSocket.Listener {
        final List<String> texts = new CopyOnWriteArrayList<>();
        final StringBuilder part = new StringBuilder();
        volatile int pings;
        volatile Optional<String> closed = Optional.empty();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                texts.add(part.toString());
                part.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer: the client's thread
        public CompletionStage<?> onPing(WebSocket socket, java.nio.ByteBuffer message) {
            pings++;
            socket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            closed = Optional.of(code + " " + reason);
            return null;
        }
    }
}
