package io.patchbay.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.access.AddressList;
import io.patchbay.gateway.access.IpLiteral;
import io.patchbay.gateway.config.LimitsConfig;
import io.patchbay.gateway.config.OutboundConfig;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final InetAddress STRANGER = IpLiteral.parse("203.0.113.9");
    private static final InetAddress OTHER = IpLiteral.parse("203.0.113.10");
    private static final InetAddress TRUNK = IpLiteral.parse("198.51.100.7");
    private static final InetAddress TESTER = IpLiteral.parse("192.0.2.1");

    private Instant now = Instant.parse("2027-01-02T12:00:00Z");
    private LimitsConfig limits = new LimitsConfig(
            3,
            2,
            10,
            20,
            5,
            5,
            new AddressList(List.of("192.0.2.1")),
            3,
            Duration.ofHours(1),
            List.of("friendly-scanner"));
    private OutboundConfig outbound = new OutboundConfig(true, 2, 3, Duration.ofHours(1));
    private final Admission admission = new Admission(() -> limits, () -> outbound, TRUNK::equals, new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    @Test
    void aSourceSendsSoManyRequestsOfAnyMethodAndTrunksAnyNumber() {
        for (int i = 0; i < 40; i++) {
            assertThat(admission.screenRequest(STRANGER)).isEmpty();
        }
        assertThat(admission.screenRequest(STRANGER)).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.explanation()).contains("limits.requests-per-second");
        });
        for (int i = 0; i < 100; i++) {
            assertThat(admission.screenRequest(TRUNK)).isEmpty();
            assertThat(admission.screenRequest(TESTER)).isEmpty();
        }
    }

    @Test
    void whatIsOpenIsCountedBySourceUntilItIsClosed() {
        PerSource open = new PerSource(() -> limits.browsersPerSource(), admission::isExempt);
        for (int i = 0; i < 5; i++) {
            assertThat(open.enter(STRANGER)).isTrue();
        }
        assertThat(open.enter(STRANGER)).isFalse();
        assertThat(open.enter(OTHER)).isTrue();
        open.leave(STRANGER);
        assertThat(open.enter(STRANGER)).isTrue();
        for (int i = 0; i < 100; i++) {
            assertThat(open.enter(TESTER)).isTrue();
        }
    }

    @Test
    void aTrunksOwnRateHoldsAtItsAddressWhereItIsMore() {
        for (int i = 0; i < 60; i++) {
            assertThat(admission.screenInvite(TRUNK, 30)).isEmpty();
        }
        assertThat(admission.screenInvite(TRUNK, 30)).isPresent();
    }

    @Test
    void aSourceHasItsNumberOfCallsAndAllTogetherTheirs() {
        assertThat(admission.enter(STRANGER)).isEmpty();
        assertThat(admission.enter(STRANGER)).isEmpty();
        assertThat(admission.enter(STRANGER)).hasValueSatisfying(refusal -> {
            assertThat(refusal.status()).isEqualTo(503);
            assertThat(refusal.retryAfter()).isPositive();
            assertThat(refusal.explanation())
                    .isEqualTo("203.0.113.9 has 2 calls, as many as limits.calls-per-source allows");
        });
        assertThat(admission.enter(OTHER)).isEmpty();
        assertThat(admission.enter(TESTER))
                .hasValueSatisfying(refusal -> assertThat(refusal.explanation()).contains("limits.calls allows"));
        admission.leave(STRANGER);
        assertThat(admission.enter(TESTER)).isEmpty();
    }

    @Test
    void aSourceSendsTwiceItsRateInOneGoAndItsRateFromThenOn() {
        for (int i = 0; i < 20; i++) {
            assertThat(admission.screenInvite(STRANGER, 0)).isEmpty();
        }
        assertThat(admission.screenInvite(STRANGER, 0))
                .hasValueSatisfying(refusal -> assertThat(refusal.explanation()).contains("limits.invites-per-second"));
        assertThat(admission.screenInvite(OTHER, 0)).isEmpty();
        assertThat(admission.screenInvite(TESTER, 0)).isEmpty();
        now = now.plusMillis(100);
        assertThat(admission.screenInvite(STRANGER, 0)).isEmpty();
        assertThat(admission.screenInvite(STRANGER, 0)).isPresent();
    }

    @Test
    void aScannerIsNotHeardUntilItsBanIsOver() {
        assertThat(admission.isScanner(STRANGER, "Friendly-Scanner 1.2")).isTrue();
        assertThat(admission.ignores(STRANGER)).isTrue();
        assertThat(admission.ignores(OTHER)).isFalse();
        assertThat(admission.bans().all())
                .extracting(Ban::reason)
                .first()
                .asString()
                .contains("Friendly-Scanner");
        now = now.plusSeconds(3_600);
        assertThat(admission.ignores(STRANGER)).isFalse();
        assertThat(admission.banned()).isZero();
        assertThat(admission.dropped()).isEqualTo(1);
    }

    @Test
    void aForgedSourceBansNoTrunkAndNoTester() {
        assertThat(admission.isScanner(TRUNK, "friendly-scanner")).isTrue(); // dropped, but heard again
        assertThat(admission.ignores(TRUNK)).isFalse();
        for (int i = 0; i < 100; i++) {
            admission.guessedWrong(TESTER, "a password");
        }
        assertThat(admission.ignores(TESTER)).isFalse();
        assertThat(admission.wrongGuesses()).isEqualTo(100);
    }

    @Test
    void tooManyWrongGuessesAreABanAndFewOverALongTimeAreNot() {
        admission.guessedWrong(STRANGER, "a password");
        admission.guessedWrong(STRANGER, "a password");
        assertThat(admission.ignores(STRANGER)).isFalse();
        admission.guessedWrong(STRANGER, "a password for alice");
        assertThat(admission.ignores(STRANGER)).isTrue();
        for (int i = 0; i < 10; i++) {
            admission.guessedWrong(OTHER, "a password");
            now = now.plus(Duration.ofMinutes(5));
        }
        assertThat(admission.ignores(OTHER)).isFalse();
    }

    @Test
    void aBanCanBeLifted() {
        admission.isScanner(STRANGER, "friendly-scanner");
        assertThat(admission.bans().lift(STRANGER)).isTrue();
        assertThat(admission.bans().lift(STRANGER)).isFalse();
        assertThat(admission.ignores(STRANGER)).isFalse();
    }

    @Test
    void allOfAnIpv6NetworkIsOneSource() {
        admission.isScanner(IpLiteral.parse("2001:db8:1:2::3"), "friendly-scanner");
        assertThat(admission.ignores(IpLiteral.parse("2001:db8:1:2:ffff::1"))).isTrue();
        assertThat(admission.ignores(IpLiteral.parse("2001:db8:1:3::3"))).isFalse();
    }

    @Test
    void callsOutAreLimitedInNumberAndByTheMinuteAndCanBeSwitchedOff() {
        assertThat(admission.place()).isEmpty();
        assertThat(admission.place()).isEmpty();
        assertThat(admission.place())
                .hasValueSatisfying(refusal -> assertThat(refusal.explanation()).contains("outbound.max-calls"));
        admission.hungUp();
        assertThat(admission.place()).isEmpty();
        admission.hungUp();
        assertThat(admission.place())
                .hasValueSatisfying(refusal -> assertThat(refusal.explanation()).contains("outbound.per-minute"));
        now = now.plusSeconds(20);
        assertThat(admission.place()).isEmpty();
        outbound = new OutboundConfig(false, 2, 3, Duration.ofHours(1));
        assertThat(admission.place())
                .hasValueSatisfying(refusal -> assertThat(refusal.status()).isEqualTo(403));
    }

    @Test
    void zeroBansNobody() {
        limits = new LimitsConfig(0, 0, 0, 0, 0, 0, limits.exempt(), 1, Duration.ZERO, limits.bannedAgents());
        admission.guessedWrong(STRANGER, "a password");
        assertThat(admission.isScanner(STRANGER, "friendly-scanner")).isTrue();
        assertThat(admission.ignores(STRANGER)).isFalse();
        for (int i = 0; i < 1_000; i++) {
            assertThat(admission.screenInvite(STRANGER, 0)).isEmpty();
            assertThat(admission.enter(STRANGER)).isEmpty();
        }
    }
}
