package io.patchbay.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "::1", "[::1]", "2001:db8::1", "::ffff:192.0.2.1", "fe80::1%lo"})
    void readsAddresses(String text) {
        assertThat(IpLiteral.isOne(text)).isTrue();
    }

    /** None of these may ask a name server. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                "example.com",
                "1",
                "1.2.3",
                "256.1.1.1",
                "1.2.3.4.5",
                "::g",
                ":",
                "1::2::3",
                "[]"
            })
    void refusesAllElse(String text) {
        assertThat(IpLiteral.isOne(text)).isFalse();
    }

    @Test
    void aLongHostHeaderCostsNoTime() {
        String host = ":".repeat(16_000) + "x";

        boolean one = assertTimeoutPreemptively(Duration.ofSeconds(2), () -> IpLiteral.isOne(host));

        assertThat(one).isFalse();
    }
}
