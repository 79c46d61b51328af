package io.patchbay.gateway.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.patchbay.gateway.access.IpLiteral;
import io.patchbay.gateway.admission.Pins.Verdict;
import io.patchbay.gateway.config.ChatToPhones;
import io.patchbay.gateway.config.RoomsConfig;
import io.patchbay.gateway.config.Secret;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PinsTest {
    private static final InetAddress STRANGER = IpLiteral.parse("203.0.113.9");
    private static final InetAddress OTHER = IpLiteral.parse("203.0.113.10");
    private static final InetAddress TRUNK = IpLiteral.parse("198.51.100.7");

    private Instant now = Instant.parse("2027-01-02T12:00:00Z");
    private Map<String, Secret> configured = Map.of("support", new Secret("4711"));
    private final Pins pins = new Pins(
            () -> new RoomsConfig(true, List.of(), 10, configured, Duration.ZERO, ChatToPhones.AUTO),
            TRUNK::equals,
            new Clock() {
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
    void aRoomWithAPinTakesItAndNoOther() {
        assertThat(pins.guard("Support")).isTrue();
        assertThat(pins.digitsOf("support")).isEqualTo(4);
        for (String wrong : List.of("", "471", "47110", "4712")) {
            assertThat(pins.check("support", wrong, STRANGER)).isEqualTo(Verdict.WRONG);
        }
        assertThat(pins.check("SUPPORT", "4711", STRANGER)).isEqualTo(Verdict.RIGHT);
        assertThat(pins.wrong()).isEqualTo(4);
        assertThat(pins.guard("lobby")).isFalse();
        assertThat(pins.check("lobby", "", STRANGER)).isEqualTo(Verdict.RIGHT);
        configured = Map.of();
        assertThat(pins.guard("support")).isFalse();
    }

    @Test
    void aSourceThatGuessesTooOftenIsNotLookedAtUntilSomeTimeHasPassed() {
        guess(STRANGER, Pins.OF_SOURCE, Verdict.WRONG);
        assertThat(pins.check("support", "4711", STRANGER)).isEqualTo(Verdict.TOO_OFTEN);
        assertThat(pins.check("support", "4711", OTHER)).isEqualTo(Verdict.RIGHT);
        now = now.plus(Pins.SOURCE_FORGETS);
        assertThat(pins.check("support", "4711", STRANGER)).isEqualTo(Verdict.RIGHT);
    }

    @Test
    void manySourcesTogetherAreSlowedForTheRoomThatTheyGuessAt() {
        configured = Map.of("support", new Secret("4711"), "board", new Secret("2580"));
        guess(TRUNK, Pins.OF_ROOM, Verdict.WRONG); // many callers come from one trunk: only the room counts them
        assertThat(pins.check("support", "4711", OTHER)).isEqualTo(Verdict.TOO_OFTEN);
        assertThat(pins.check("board", "2580", OTHER)).isEqualTo(Verdict.RIGHT);
        now = now.plus(Pins.ROOM_FORGETS);
        assertThat(pins.check("support", "4711", OTHER)).isEqualTo(Verdict.RIGHT);
    }

    private void guess(InetAddress source, int times, Verdict verdict) {
        for (int i = 0; i < times; i++) {
            assertThat(pins.check("support", "0000", source)).isEqualTo(verdict);
        }
    }
}
