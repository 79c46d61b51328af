package io.patchbay.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.patchbay.gateway.access.AddressList;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SipSocketTest {
    private static final String MESSAGE = "OPTIONS sip:bücher@patchbay SIP/2.0\r\n\r\n";

    @TempDir
    static Path data;

    private HttpTestbed testbed;

    @BeforeEach
    void start() {
        testbed = new HttpTestbed(data);
    }

    @AfterEach
    void stop() {
        testbed.close();
    }

    @Test
    void carriesMessagesBothWays() throws Exception {
        Client client = new Client();
        WebSocket socket =
                open(HttpClient.newHttpClient(), "ws://localhost:%d/sip".formatted(testbed.server.port()), client);

        socket.sendText(MESSAGE, true).get(10, TimeUnit.SECONDS);
        socket.sendBinary(ByteBuffer.wrap(MESSAGE.getBytes(StandardCharsets.UTF_8)), true)
                .get(10, TimeUnit.SECONDS);

        await().untilAsserted(() -> assertThat(client.texts).containsExactly(MESSAGE, MESSAGE));
        assertThat(socket.getSubprotocol()).isEqualTo("sip");
        socket.abort();
        await().untilAsserted(() ->
                assertThat(testbed.sip.events).containsExactly("open from 127.0.0.1 at 127.0.0.1", "closed"));
    }

    @Test
    void carriesThemOverTls() throws Exception {
        Client client = new Client();
        WebSocket socket =
                open(testbed.secureClient(), "wss://127.0.0.1:%d/sip".formatted(testbed.server.httpsPort()), client);

        socket.sendText(MESSAGE, true);

        await().untilAsserted(() -> assertThat(client.texts).containsExactly(MESSAGE));
        assertThat(testbed.sip.events).containsExactly("open from 127.0.0.1 at 127.0.0.1 by TLS");
        assertThat(testbed.metrics.scrape()).contains("patchbay_sip_websockets 1.0");
    }

    @Test
    void closesAMessageThatIsTooLong() throws Exception {
        Client client = new Client();
        WebSocket socket =
                open(HttpClient.newHttpClient(), "ws://localhost:%d/sip".formatted(testbed.server.port()), client);

        socket.sendText("x".repeat(65_536), true);

        await().untilAsserted(() -> assertThat(testbed.sip.events).endsWith("closed"));
        assertThat(client.texts).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:PORT, sip, 101",
        "'', 'other, sip', 101", // not a browser
        "https://phone.example.com, sip, 101", // allowed by the configuration
        "https://evil.example, sip, 403",
        "null, sip, 403",
        "http://localhost:PORT, other, 400",
        "http://localhost:PORT, '', 400",
    })
    void opensOnlyForPagesThatMayAndSpeakIt(String origin, String protocol, int status) throws Exception {
        assertThat(upgrade(origin.replace("PORT", "" + testbed.server.port()), protocol))
                .startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void letsInWhoMayCallNotWhoMayBrowse() throws Exception {
        testbed.access.replace(AddressList.LOCAL, new AddressList(List.of("192.0.2.1")));
        assertThat(upgrade("", "sip")).startsWith("HTTP/1.1 101 ");
        testbed.access.replace(new AddressList(List.of("192.0.2.1")), AddressList.LOCAL);
        assertThat(upgrade("", "sip")).startsWith("HTTP/1.1 403 ").contains("access.callers");
    }

    @Test
    void saysThatAPlainRequestMustBeAWebSocket() throws Exception {
        assertThat(testbed.get("/sip").statusCode()).isEqualTo(426);
    }

    private static WebSocket open(HttpClient client, String uri, WebSocket.Listener listener) throws Exception {
        return client.newWebSocketBuilder()
                .subprotocols("sip")
                .buildAsync(URI.create(uri), listener)
                .get(20, TimeUnit.SECONDS);
    }

    private String upgrade(String origin, String protocol) throws Exception {
        try (Socket socket = new Socket(HttpTestbed.LOOPBACK, testbed.server.port())) {
            socket.setSoTimeout(20_000);
            String request = "GET /sip HTTP/1.1\r\nHost: localhost:" + testbed.server.port()
                    + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13"
                    + "\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=="
                    + (origin.isEmpty() ? "" : "\r\nOrigin: " + origin)
                    + (protocol.isEmpty() ? "" : "\r\nSec-WebSocket-Protocol: " + protocol) + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] buffer = new byte[8_192];
            int read = socket.getInputStream().read(buffer);
            return new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        }
    }

    private static final class Client implements WebSocket.Listener {
        final List<String> texts = new CopyOnWriteArrayList<>();
        private final StringBuilder part = new StringBuilder();

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
    }
}
