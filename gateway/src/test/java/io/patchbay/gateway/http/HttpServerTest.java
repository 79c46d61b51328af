package io.patchbay.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.gateway.access.AddressList;
import io.patchbay.gateway.health.CannotStart;
import io.patchbay.gateway.health.Readiness;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerTest {
    @TempDir
    static Path data; // one for all: making a certificate takes a second

    private HttpTestbed testbed;

    @BeforeEach
    void start() {
        testbed = new HttpTestbed(data);
    }

    @AfterEach
    void stop() {
        testbed.close();
        await().untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("http-") || name.equals("control-pings")));
    }

    @ParameterizedTest
    @CsvSource({
        "localhost, /rooms/lobby, 200",
        "room.localhost, /rooms/lobby, 200",
        "127.0.0.1, /rooms/lobby, 200",
        "[::1], /rooms/lobby, 200",
        "patchbay.example, /rooms/lobby, 308", // a foreign name that points to us
        "10.0.0.9, /rooms/lobby, 308", // no microphone there
        "10.0.0.9, /metrics, 200",
        "patchbay.example, /metrics, 308",
        "patchbay.example, /healthz, 200",
        "patchbay.example, /readyz, 200",
        "patchbay.example, /api/v1/status, 308",
        "10.0.0.9, /api/v1/status, 401",
    })
    void answersPlainHttpOnlyWhereItIsCalledLocalhost(String host, String path, int status) throws Exception {
        String answer = testbed.raw(
                testbed.server.port(),
                "GET " + path + " HTTP/1.1",
                "Host: " + host + ":" + testbed.server.port(),
                "Connection: close");

        assertThat(answer).startsWith("HTTP/1.1 " + status + " ");
    }

    @Test
    void redirectsToTheSamePlaceOnHttps() throws Exception {
        String answer = testbed.raw(
                testbed.server.port(),
                "GET /rooms/lobby?a=b%20c HTTP/1.1",
                "Host: [2001:db8::1]:80",
                "Connection: close");

        assertThat(answer)
                .contains("Location: https://[2001:db8::1]:%d/rooms/lobby?a=b%%20c\r\n"
                        .formatted(testbed.server.httpsPort()));
    }

    @Test
    void servesThePageOverHttpsWithACertificateOfItsOwn() throws Exception {
        HttpResponse<String> answer = testbed.getSecurely("/rooms/lobby");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains("<title>Patchbay</title>");
    }

    @Test
    void refusesStrangersAndNamesTheSetting() throws Exception {
        testbed.access.replace(AddressList.LOCAL, new AddressList(List.of("198.51.100.0/24")));

        HttpResponse<String> answer = testbed.getSecurely("/rooms/lobby");

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body())
                .contains("127.0.0.1 is not in access.browsers (198.51.100.0/24); add it there")
                .contains("\"status\":403");
        assertThat(testbed.get("/metrics").statusCode()).isEqualTo(403);
        assertThat(testbed.get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void protectsEveryAnswerWithHeaders() throws Exception {
        for (String path : List.of("/", "/assets/app-12345678.js", "/healthz", "/nothing", "/control/lobby")) {
            HttpResponse<String> answer = testbed.get(path);
            assertThat(answer.headers().firstValue("Content-Security-Policy").orElse(""))
                    .contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'");
            assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
            assertThat(answer.headers().firstValue("Permissions-Policy").orElse(""))
                    .contains("microphone=(self)", "camera=(self)");
            assertThat(answer.headers().firstValue("Server")).isEmpty();
        }
    }

    @Test
    void aPathOfThousandsOfPartsIsNoFile() throws Exception {
        assertThat(testbed.get("/a".repeat(7_000) + "/b.js").statusCode()).isEqualTo(404);
    }

    @Test
    void letsHashedFilesBeKeptAndPagesBeAskedFor() throws Exception {
        HttpResponse<String> page = testbed.get("/");
        HttpResponse<String> asset = testbed.get("/assets/app-12345678.js");
        String tag = page.headers().firstValue("ETag").orElseThrow();
        HttpResponse<String> again =
                testbed.send(testbed.request("/").header("If-None-Match", tag).build());

        assertThat(page.headers().firstValue("Cache-Control")).contains("no-cache");
        assertThat(asset.headers().firstValue("Cache-Control")).contains("public, max-age=31536000, immutable");
        assertThat(asset.headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(again.statusCode()).isEqualTo(304);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nothing",
                "/assets/none.js",
                "/assets/",
                "/assets",
                "/../index.html",
                "/assets/%2e%2e/index.html",
                "/assets/..%2findex.html",
                "//etc/passwd",
                "/.git/config",
                "/index.html%00.js",
            })
    void servesNothingThatIsNotAFileOfThePage(String path) throws Exception {
        String answer =
                testbed.raw(testbed.server.port(), "GET " + path + " HTTP/1.1", "Host: localhost", "Connection: close");

        assertThat(answer).containsPattern("^HTTP/1.1 40[04] ").doesNotContain("<title>");
    }

    @Test
    void isReadyOnlyWhenEveryPartIs() throws Exception {
        Readiness.Part ciphers = testbed.readiness.expect("the ciphers are being primed");
        HttpResponse<String> before = testbed.get("/readyz");
        ciphers.ready();
        HttpResponse<String> after = testbed.get("/readyz");
        ciphers.notReady("shutting down");
        HttpResponse<String> stopping = testbed.get("/readyz");

        assertThat(before.statusCode()).isEqualTo(503);
        assertThat(before.body()).contains("the ciphers are being primed");
        assertThat(after.statusCode()).isEqualTo(200);
        assertThat(stopping.statusCode()).isEqualTo(503);
        assertThat(testbed.get("/healthz").statusCode()).isEqualTo(200);
    }

    @Test
    void showsMetricsOfTheProcessAndOfItsParts() throws Exception {
        testbed.metrics.gauge("patchbay_test_parts", "Parts", () -> 3, "kind", "audio");

        HttpResponse<String> answer = testbed.get("/metrics");

        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
        assertThat(answer.body())
                .contains(
                        "patchbay_test_parts{kind=\"audio\"} 3.0",
                        "jvm_threads_live_threads",
                        "jvm_memory_used_bytes",
                        "process_files_open_files",
                        "process_cpu_usage",
                        "patchbay_control_connections 0.0",
                        "patchbay_bad_packets_total{kind=\"http\"}");
    }

    @Test
    void tellsWhichMethodsAreAllowed() throws Exception {
        HttpResponse<String> answer =
                testbed.send(testbed.request("/healthz").DELETE().build());

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
        assertThat(answer.body()).contains("GET");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void saysInOneSentenceThatAPortIsTaken(boolean secure) throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, HttpTestbed.LOOPBACK)) {
            String settings = (secure ? "https-port: " : "port: ") + other.getLocalPort();
            String yaml = secure ? "port: 0, " + settings : settings + ", https-port: 0";

            assertThatThrownBy(() -> new HttpTestbed(data, ControlTimings.DEFAULT, yaml))
                    .isInstanceOf(CannotStart.class)
                    .hasMessage("%s port %d/tcp on 127.0.0.1 is taken by another program; stop it or set http.%s"
                            .formatted(
                                    secure ? "HTTPS" : "HTTP", other.getLocalPort(), secure ? "https-port" : "port"));
        }
    }
}
