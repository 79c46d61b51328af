package io.patchbay.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class JsonTest {
    record Figures(Instant at, Duration lasted, double known, double unknown, Double endless, InetSocketAddress from) {}

    @Test
    void writesTimesAsTextAndFiguresThatThereAreNoneOfAsNull() {
        Figures figures = new Figures(
                Instant.parse("2026-01-02T03:04:05Z"),
                Duration.ofSeconds(90),
                1.5,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                new InetSocketAddress("192.0.2.1", 5060));

        assertThat(new String(Json.write(figures), StandardCharsets.UTF_8))
                .isEqualTo("{\"at\":\"2026-01-02T03:04:05Z\",\"lasted\":\"PT1M30S\",\"known\":1.5,\"unknown\":null,"
                        + "\"endless\":null,\"from\":\"192.0.2.1:5060\"}");
    }
}
