package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class NoncesTest {
    private final MovingClock clock = new MovingClock();
    private final Nonces nonces = new Nonces(clock);

    @Test
    void knowsItsOwn() {
        String nonce = nonces.next();
        assertThat(nonces.judge(nonce)).isEqualTo(Nonces.Verdict.FRESH);
        assertThat(nonces.next()).isNotEqualTo(nonce);
        assertThat(new Nonces(clock).judge(nonce)).isEqualTo(Nonces.Verdict.FOREIGN);
        assertThat(nonces.judge("f" + nonce.substring(1))).isEqualTo(Nonces.Verdict.FOREIGN);
        assertThat(nonces.judge("")).isEqualTo(Nonces.Verdict.FOREIGN);
        assertThat(nonces.judge("x".repeat(nonce.length()))).isEqualTo(Nonces.Verdict.FOREIGN);
    }

    @Test
    void expireAfterTheirLifetime() {
        String nonce = nonces.next();
        clock.advance(Nonces.LIFETIME);
        assertThat(nonces.judge(nonce)).isEqualTo(Nonces.Verdict.FRESH);
        clock.advance(Duration.ofSeconds(1));
        assertThat(nonces.judge(nonce)).isEqualTo(Nonces.Verdict.EXPIRED);
    }

    @Test
    void acceptEachCountOnce() {
        String nonce = nonces.next();
        assertThat(nonces.use(nonce, 1)).isTrue();
        assertThat(nonces.use(nonce, 1)).isFalse();
        assertThat(nonces.use(nonce, 5)).isTrue();
        assertThat(nonces.use(nonce, 4)).isFalse();
        assertThat(nonces.use(nonces.next(), 1)).isTrue();
    }

    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2030-01-01T00:00:00Z");

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
