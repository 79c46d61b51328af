package io.patchbay.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConnectionsPerSourceTest {
    @TempDir
    Path data;

    private HttpTestbed testbed;

    @BeforeEach
    void start() {
        testbed = new HttpTestbed(data);
        testbed.connectionsPerSource = 2;
    }

    @AfterEach
    void stop() {
        testbed.close();
    }

    /** Whether a request on a connection that stays open is answered. */
    private static boolean answers(Socket socket) throws IOException {
        socket.setSoTimeout(5_000);
        try {
            socket.getOutputStream()
                    .write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            return socket.getInputStream().read() == 'H';
        } catch (IOException e) {
            return false; // it was closed meanwhile
        }
    }

    private Socket connect(int port) throws IOException {
        return new Socket(HttpTestbed.LOOPBACK, port);
    }

    @Test
    void oneTooManyIsClosedUntilAnotherHasGone() throws IOException {
        int port = testbed.server.port();
        try (Socket first = connect(port);
                Socket second = connect(testbed.server.httpsPort())) {
            assertThat(answers(first)).isTrue();
            second.getOutputStream().write(22); // the beginning of a TLS record: counted before its handshake is done
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                try (Socket third = connect(port)) {
                    return !answers(third);
                }
            });
            first.close();
            await().atMost(Duration.ofSeconds(5)).until(() -> {
                try (Socket fourth = connect(port)) {
                    return answers(fourth);
                }
            });
        }
    }
}
