package io.patchbay.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class GarbageTest {
    private static final Logger ROOT = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private static final List<String> MALFORMED = List.of(
            "GET / HTTP/9.9\r\n\r\n",
            "GET\r\n\r\n",
            "\r\n\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
            "GET /%zz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET /%c0%ae%c0%ae HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: localhost\r\nX: " + "y".repeat(40_000) + "\r\n\r\n",
            "GET /" + "a".repeat(40_000) + " HTTP/1.1\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: [::1\r\nConnection: close\r\n\r\n",
            "INVITE sip:lobby@localhost SIP/2.0\r\n\r\n");

    @TempDir
    Path data;

    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private HttpTestbed testbed;

    @BeforeEach
    void start() {
        testbed = new HttpTestbed(data);
        lines.start();
        ROOT.addAppender(lines);
    }

    @AfterEach
    void stop() {
        ROOT.detachAppender(lines);
        testbed.close();
    }

    @Test
    void isCountedHardlyLoggedAndHarmsNobody() throws Exception {
        long began = System.nanoTime();
        Random random = new Random(1);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(600)];
            random.nextBytes(noise);
            testbed.raw(testbed.server.port(), noise);
            testbed.raw(testbed.server.httpsPort(), noise);
        }
        for (String request : MALFORMED) {
            String answer = testbed.raw(testbed.server.port(), request.getBytes(StandardCharsets.ISO_8859_1));
            assertThat(answer)
                    .doesNotContain("Exception")
                    .doesNotContain("\tat ")
                    .doesNotContain("HTTP/1.1 500");
            testbed.raw(testbed.server.httpsPort(), request.getBytes(StandardCharsets.ISO_8859_1));
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began) + 1;

        assertThat(lines.list)
                .filteredOn(line -> line.getLevel().isGreaterOrEqual(Level.INFO))
                .hasSizeLessThanOrEqualTo((int) seconds);
        assertThat(testbed.server.malformed()).isGreaterThan(100);
        assertThat(testbed.get("/healthz").statusCode()).isEqualTo(200);
        assertThat(testbed.getSecurely("/healthz").statusCode()).isEqualTo(200);
    }
}
