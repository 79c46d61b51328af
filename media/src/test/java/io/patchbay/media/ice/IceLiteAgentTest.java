package io.patchbay.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IceLiteAgentTest {
    private static final Duration CONSENT = Duration.ofSeconds(30);

    private final Recorder recorder = new Recorder();
    private final IceLiteAgent agent = new IceLiteAgent(recorder, CONSENT);
    private final Path first = new Path(1_001);
    private final Path second = new Path(1_002);
    private long now = 5_000_000_000L;

    @Test
    void answersACheckWithWhereItCameFrom() {
        assertThat(check(first, good())).isTrue();

        assertThat(first.answers).hasSize(1);
        assertThat(Check.errorCode(first.answers.get(0))).isZero();
        assertThat(Check.mappedAddress(first.answers.get(0))).isEqualTo("127.0.0.1:1001");
    }

    @Test
    void aCheckConnectsAndANominationCompletes() {
        check(first, good());
        check(first, good().nominating());

        assertThat(recorder.events).containsExactly("added 1001", "selected 1001", "CONNECTED", "COMPLETED");
        assertThat(agent.selected()).isSameAs(first);
    }

    @Test
    void staysOnThePathNominatedUntilAnotherIs() {
        check(first, good().nominating());
        check(second, good());
        assertThat(agent.selected()).isSameAs(first);
        assertThat(agent.isValidated(second)).isTrue();

        check(second, good().nominating());
        assertThat(agent.selected()).isSameAs(second);
        assertThat(agent.state()).isEqualTo(IceAgentState.COMPLETED);
    }

    @Test
    void followsMediaToAValidatedPathOnly() {
        check(first, good().nominating());
        agent.onMedia(second);
        assertThat(agent.selected()).isSameAs(first);

        check(second, good());
        agent.onMedia(second);
        assertThat(agent.selected()).isSameAs(second);
    }

    @Test
    void refusesWhatIsIncompleteForgedOrInTheWrongRole() {
        assertThat(check(first, good().withoutPriority())).isFalse();
        assertThat(check(first, good().withoutIntegrity())).isFalse();
        assertThat(check(first, Check.of(agent.credentials().usernameFragment(), "guessed")))
                .isFalse();
        assertThat(check(first, good().claimingControlled())).isTrue();

        assertThat(first.answers).extracting(Check::errorCode).containsExactly(400, 400, 401, 487);
        assertThat(agent.state()).isEqualTo(IceAgentState.NEW);
        assertThat(agent.isValidated(first)).isFalse();
    }

    @Test
    void refusesOnlySoManyASecond() {
        for (int i = 0; i < 100; i++) {
            check(first, Check.of(agent.credentials().usernameFragment(), "guessed"));
        }
        assertThat(first.answers).hasSize(10);

        now += Duration.ofSeconds(1).toNanos();
        check(first, Check.of(agent.credentials().usernameFragment(), "guessed"));
        assertThat(first.answers).hasSize(11);
    }

    @Test
    void credentialsFromBeforeARestartAreGoodUntilTheNewOnesAreUsed() {
        IceCredentials old = agent.credentials();
        check(first, good().nominating());

        IceCredentials fresh = agent.restart();
        assertThat(fresh).isNotEqualTo(old);
        assertThat(check(first, of(old))).isTrue();
        assertThat(check(second, of(fresh).nominating())).isTrue();

        assertThat(agent.selected()).isSameAs(second);
        assertThat(recorder.events).contains("retired " + old.usernameFragment());
        assertThat(check(first, of(old))).isFalse();
    }

    @Test
    void eachRestartRetiresThoseBeforeTheLast() {
        IceCredentials oldest = agent.credentials();
        agent.restart();
        agent.restart();

        assertThat(recorder.events).containsExactly("retired " + oldest.usernameFragment());
    }

    @Test
    void withoutChecksItIsDisconnectedAndComesBackWithTheNext() {
        check(first, good().nominating());
        now += CONSENT.toNanos();
        agent.checkConsent(now);
        assertThat(agent.state()).isEqualTo(IceAgentState.COMPLETED);

        now += 1;
        agent.checkConsent(now);
        assertThat(agent.state()).isEqualTo(IceAgentState.DISCONNECTED);
        assertThat(agent.selected()).isNull();
        assertThat(agent.isValidated(first)).isFalse();

        check(second, good());
        assertThat(agent.state()).isEqualTo(IceAgentState.CONNECTED);
        assertThat(agent.selected()).isSameAs(second);
    }

    @Test
    void aBrokenPathGivesWayToAnotherAndTheLastOneDisconnects() {
        check(first, good().nominating());
        check(second, good());
        agent.onTupleClosed(first);
        assertThat(agent.selected()).isSameAs(second);

        agent.onTupleClosed(second);
        assertThat(agent.selected()).isNull();
        assertThat(agent.state()).isEqualTo(IceAgentState.DISCONNECTED);
    }

    @Test
    void keepsEightPathsAndNeverDropsTheOneInUse() {
        check(first, good().nominating());
        for (int port = 2_000; port < 2_008; port++) {
            check(new Path(port), good());
        }
        assertThat(recorder.events).contains("removed 2000").doesNotContain("removed 1001");
        assertThat(agent.selected()).isSameAs(first);
    }

    @Test
    void closingLetsGoOfPathsAndCredentials() {
        check(first, good());
        String fragment = agent.credentials().usernameFragment();
        agent.close();

        assertThat(recorder.events).contains("removed 1001", "retired " + fragment);
        assertThat(agent.selected()).isNull();
    }

    @Test
    void warmsUp() {
        IceWarmUp.prime();
    }

    private Check good() {
        return of(agent.credentials());
    }

    private static Check of(IceCredentials credentials) {
        return Check.of(credentials.usernameFragment(), credentials.password());
    }

    private boolean check(Path from, Check check) {
        byte[] bytes = check.bytes();
        return agent.onStun(bytes, 0, bytes.length, from, now);
    }

    private static final class Recorder implements IceListener {
        private final List<String> events = new ArrayList<>();

        @Override
        public void onState(IceAgentState state) {
            events.add(state.name());
        }

        @Override
        public void onSelected(IceTuple tuple) {
            events.add("selected "
                    + (tuple == null ? "none" : tuple.remoteAddress().getPort()));
        }

        @Override
        public void onTupleAdded(IceTuple tuple) {
            events.add("added " + tuple.remoteAddress().getPort());
        }

        @Override
        public void onTupleRemoved(IceTuple tuple) {
            events.add("removed " + tuple.remoteAddress().getPort());
        }

        @Override
        public void onRetired(IceCredentials credentials) {
            events.add("retired " + credentials.usernameFragment());
        }
    }

    private static final class Path implements IceTuple {
        private final InetSocketAddress remote;
        private final List<byte[]> answers = new ArrayList<>();

        Path(int port) {
            remote = new InetSocketAddress("127.0.0.1", port);
        }

        @Override
        public InetSocketAddress localAddress() {
            return new InetSocketAddress("127.0.0.1", 44_444);
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return remote;
        }

        @Override
        public boolean tcp() {
            return false;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length) {
            answers.add(java.util.Arrays.copyOfRange(buffer, offset, offset + length));
            return true;
        }
    }
}
