package io.patchbay.media.peer;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class RemoteAddressTest {
    private static final long SECOND = 1_000_000_000L;
    private static final InetSocketAddress ANNOUNCED = address("10.0.0.5", 4_000);
    private static final InetSocketAddress SAME_HOST = address("10.0.0.5", 4_444);
    private static final InetSocketAddress TRANSLATED = address("203.0.113.9", 61_000);
    private static final InetSocketAddress STRANGER = address("198.51.100.66", 5_000);

    private final RemoteAddress remote = new RemoteAddress();

    @Test
    void beforeAnyPacketTheDescriptionTells() {
        remote.announce(ANNOUNCED, true);
        assertThat(remote.target()).isEqualTo(ANNOUNCED);
        assertThat(remote.isLearned()).isFalse();
    }

    @Test
    void theFirstPacketTellsWhereAPhoneBehindATranslatorIs() {
        remote.announce(ANNOUNCED, true);
        assertThat(remote.accepts(TRANSLATED, 0)).isTrue();
        assertThat(remote.target()).isEqualTo(TRANSLATED);
        assertThat(remote.isLearned()).isTrue();
        assertThat(remote.accepts(STRANGER, 1)).isFalse();
        assertThat(remote.accepts(TRANSLATED, 3 * SECOND)).isTrue();
        assertThat(remote.accepts(ANNOUNCED, 4 * SECOND)).isFalse(); // the choice is over
    }

    @Test
    void whoComesNearerToTheDescriptionReplacesWhoWasFirst() {
        remote.announce(ANNOUNCED, true);
        assertThat(remote.accepts(STRANGER, 0)).isTrue();
        assertThat(remote.accepts(SAME_HOST, SECOND / 2)).isTrue();
        assertThat(remote.accepts(STRANGER, SECOND / 2)).isFalse();
        assertThat(remote.accepts(ANNOUNCED, SECOND)).isTrue();
        assertThat(remote.accepts(SAME_HOST, SECOND)).isFalse();
        assertThat(remote.target()).isEqualTo(ANNOUNCED);
    }

    @Test
    void theAnnouncedAddressIsFinalAtOnce() {
        remote.announce(ANNOUNCED, true);
        remote.accepts(ANNOUNCED, 0);
        assertThat(remote.accepts(SAME_HOST, 1)).isFalse();
        assertThat(remote.accepts(STRANGER, 100 * SECOND)).isFalse();
    }

    @Test
    void withoutAnAddressInTheDescriptionOnlyPacketsTell() {
        remote.announce(null, true);
        assertThat(remote.target()).isNull();
        assertThat(remote.accepts(TRANSLATED, 0)).isTrue();
        assertThat(remote.target()).isEqualTo(TRANSLATED);
    }

    @Test
    void aNewRoundWithTheSameAddressKeepsWhatWasLearnedUntilPacketsSayOtherwise() {
        remote.announce(ANNOUNCED, true);
        remote.accepts(TRANSLATED, 0);
        remote.announce(ANNOUNCED, true);
        assertThat(remote.target()).isEqualTo(TRANSLATED);
        assertThat(remote.accepts(SAME_HOST, 10 * SECOND)).isTrue();
        assertThat(remote.target()).isEqualTo(SAME_HOST);
    }

    @Test
    void aNewRoundWithTheSameAddressPrefersWhoStoodTheTestBefore() {
        remote.announce(ANNOUNCED, true);
        remote.accepts(TRANSLATED, 0);
        remote.announce(ANNOUNCED, true);
        assertThat(remote.accepts(STRANGER, SECOND)).isTrue();
        assertThat(remote.accepts(TRANSLATED, SECOND + 1)).isTrue();
        assertThat(remote.accepts(STRANGER, SECOND + 2)).isFalse();
        assertThat(remote.target()).isEqualTo(TRANSLATED);
        assertThat(remote.isStranger(STRANGER)).isTrue();
    }

    @Test
    void aRefreshOfOursThatChangesNothingOpensNothingForStrangers() {
        remote.announce(ANNOUNCED, true);
        remote.accepts(TRANSLATED, 0);
        remote.announce(ANNOUNCED, false);
        assertThat(remote.accepts(STRANGER, 5 * SECOND)).isFalse();
        assertThat(remote.isStranger(STRANGER)).isTrue();
        assertThat(remote.accepts(TRANSLATED, 5 * SECOND)).isTrue();
    }

    @Test
    void aRefreshOfOursFindsOutThatThePhoneHasMoved() {
        remote.announce(ANNOUNCED, true);
        remote.accepts(TRANSLATED, 0);
        InetSocketAddress moved = address("10.0.0.6", 4_000);
        remote.announce(moved, false);
        assertThat(remote.target()).isEqualTo(moved);
        assertThat(remote.accepts(moved, 5 * SECOND)).isTrue();
    }

    @Test
    void withoutANewRoundNothingMovesIt() {
        remote.announce(ANNOUNCED, true);
        remote.accepts(TRANSLATED, 0);
        assertThat(remote.accepts(TRANSLATED, 3 * SECOND)).isTrue();
        assertThat(remote.accepts(STRANGER, 60 * SECOND)).isFalse();
        assertThat(remote.target()).isEqualTo(TRANSLATED);
    }

    @Test
    void aNewRoundWithAnotherAddressGoesThere() {
        remote.announce(ANNOUNCED, true);
        remote.accepts(TRANSLATED, 0);
        InetSocketAddress moved = address("10.0.0.6", 4_000);
        remote.announce(moved, true);
        assertThat(remote.target()).isEqualTo(moved);
    }

    private static InetSocketAddress address(String host, int port) {
        return new InetSocketAddress(host, port);
    }
}
