package io.patchbay.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.http.AdminRoute.Method;
import java.net.InetAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminApiTest {
    record Named(String name) {}

    @TempDir
    static Path data; // one for all: making a certificate takes a second

    private HttpTestbed testbed;

    @BeforeEach
    void start() {
        testbed = new HttpTestbed(
                data,
                new AdminRoute(Method.GET, "/things/{id}", request -> new Named(request.pathParameter("id"))),
                new AdminRoute(Method.POST, "/things", request -> request.body(Named.class)),
                new AdminRoute(Method.POST, "/refuse", request -> {
                    throw new Problem(409, "busy", "Busy", "try later");
                }),
                new AdminRoute(Method.POST, "/fail", request -> {
                    throw new IllegalStateException("secret inside");
                }));
    }

    @AfterEach
    void stop() {
        testbed.close();
    }

    @Test
    void answersWhoShowsTheToken() throws Exception {
        assertThat(send(authorised("/things/7")).body()).isEqualTo("{\"name\":\"7\"}");
        assertThat(send(authorised("/things").POST(body("{\"name\":\"x\",\"more\":1}")))
                        .body())
                .isEqualTo("{\"name\":\"x\"}");
        assertThat(testbed.endpoint.events).isEmpty();
    }

    @Test
    void keepsTheTokenForItsOwnerAlone() throws Exception {
        Path file = data.resolve(AdminToken.FILE);
        String token = Files.readString(file);

        testbed.close();
        testbed = new HttpTestbed(data);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).isEqualTo(token).hasSizeGreaterThan(60);
    }

    @Test
    void refusesWhoDoesNotAndMakesThemWaitAfterAFewAttempts() throws Exception {
        HttpResponse<String> none = send(testbed.request("/api/v1/things/7"));
        assertThat(none.statusCode()).isEqualTo(401);
        assertThat(none.headers().firstValue("WWW-Authenticate")).contains("Bearer realm=\"patchbay\"");
        for (int i = 1; i < FailedAttempts.ALLOWED; i++) {
            assertThat(send(testbed.request("/api/v1/nothing").header("Authorization", "Bearer " + i))
                            .statusCode())
                    .isEqualTo(401);
        }

        HttpResponse<String> locked = send(authorised("/things/7"));

        assertThat(locked.statusCode()).isEqualTo(429);
        assertThat(locked.headers().firstValueAsLong("Retry-After").orElseThrow())
                .isBetween(1L, 60L);
    }

    @Test
    void letsAnAddressTryAgainAfterAMinute() {
        AtomicLong now = new AtomicLong(-5);
        FailedAttempts attempts = new FailedAttempts(now::get);
        InetAddress address = HttpTestbed.LOOPBACK;
        for (int i = 0; i < FailedAttempts.ALLOWED; i++) {
            assertThat(attempts.secondsToWait(address)).isZero();
            attempts.failed(address);
        }

        assertThat(attempts.secondsToWait(address)).isEqualTo(61);
        now.addAndGet(Duration.ofSeconds(60).toNanos());
        assertThat(attempts.secondsToWait(address)).isZero();
    }

    @Test
    void explainsWhatItCannotDo() throws Exception {
        HttpResponse<String> refused = send(authorised("/refuse").POST(body("{}")));
        HttpResponse<String> malformed = send(authorised("/things").POST(body("{\"name\":")));
        HttpResponse<String> huge = send(authorised("/things").POST(body("\"" + "x".repeat(200_000) + "\"")));
        HttpResponse<String> failed = send(authorised("/fail").POST(body("{}")));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body())
                .isEqualTo("{\"type\":\"urn:patchbay:problem:busy\",\"title\":\"Busy\",\"status\":409,"
                        + "\"detail\":\"try later\"}");
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(huge.statusCode()).isEqualTo(413);
        assertThat(failed.statusCode()).isEqualTo(500);
        assertThat(failed.body()).doesNotContain("secret");
    }

    private HttpRequest.Builder authorised(String path) throws Exception {
        return testbed.request("/api/v1" + path).header("Authorization", "Bearer " + AdminToken.read(data));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return testbed.send(request.build());
    }

    private static HttpRequest.BodyPublisher body(String json) {
        return HttpRequest.BodyPublishers.ofString(json);
    }
}
