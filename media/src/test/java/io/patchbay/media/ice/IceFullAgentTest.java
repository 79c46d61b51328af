package io.patchbay.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IceFullAgentTest {
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final FakeNetwork network = new FakeNetwork();
    private final FakeNetwork.End ours = network.new End(1);
    private final FakeNetwork.End theirs = network.new End(2, 3);

    private void bothStart(IceRole we, IceRole they) {
        RemoteAgent them = theirs.described(false, 2, 3);
        RemoteAgent us = ours.described(false, 1);
        ours.start(them, we);
        theirs.start(us, they);
    }

    @ParameterizedTest
    @CsvSource({
        "CONTROLLING, CONTROLLED",
        "CONTROLLED, CONTROLLING",
        "CONTROLLING, CONTROLLING", // RFC 8445 §7.3.1.1: the tie-breakers decide
        "CONTROLLED, CONTROLLED"
    })
    void bothEndsComeToTheSameBestPair(IceRole we, IceRole they) {
        bothStart(we, they);
        network.pass(SECOND);
        assertThat(ours.told).last().isEqualTo("1>2");
        assertThat(theirs.told).last().isEqualTo("2>1");
        assertThat(ours.agent.state()).isEqualTo(FullAgentState.COMPLETED);
        assertThat(theirs.agent.state()).isEqualTo(FullAgentState.COMPLETED);
        assertThat(ours.agent.role()).isNotEqualTo(theirs.agent.role());
        assertThat(theirs.agent.isValid(theirs.sockets.get(0), FakeNetwork.at(1)))
                .isTrue();
        assertThat(ours.agent.isValid(ours.sockets.get(0), FakeNetwork.at(9))).isFalse();
    }

    @Test
    void takesTheOtherWayWhereTheBestIsBlocked() {
        network.blocked.add("1>2");
        bothStart(IceRole.CONTROLLING, IceRole.CONTROLLED);
        network.pass(SECOND.multipliedBy(2));
        assertThat(ours.told).last().isEqualTo("1>3");
        assertThat(theirs.told).last().isEqualTo("3>1");
    }

    @Test
    void findsAnEndThatNamesNoAddressesByItsChecks() {
        RemoteAgent silent = theirs.described(false);
        RemoteAgent us = ours.described(false, 1);
        ours.start(silent, IceRole.CONTROLLED);
        theirs.start(us, IceRole.CONTROLLING);
        network.pass(SECOND);
        assertThat(ours.told).last().isEqualTo("1>2");
        assertThat(ours.agent.state()).isEqualTo(FullAgentState.COMPLETED);
    }

    @Test
    void answersChecksThatComeBeforeTheDescriptionAndChecksBackAfterwards() {
        RemoteAgent us = ours.described(false, 1);
        RemoteAgent them = theirs.described(false, 2, 3);
        theirs.start(us, IceRole.CONTROLLED);
        network.pass(SECOND);
        assertThat(theirs.agent.state()).isEqualTo(FullAgentState.CONNECTED);
        assertThat(ours.told).isEmpty();
        ours.start(them, IceRole.CONTROLLING);
        network.pass(SECOND);
        assertThat(ours.told).last().isEqualTo("1>2");
        assertThat(theirs.agent.state()).isEqualTo(FullAgentState.COMPLETED);
    }

    @Test
    void saysWhatItTriedWhenNothingWorks() {
        network.blocked.add("1>2");
        network.blocked.add("1>3");
        bothStart(IceRole.CONTROLLING, IceRole.CONTROLLED);
        network.pass(Duration.ofSeconds(31));
        assertThat(ours.told)
                .hasSize(1)
                .first()
                .asString()
                .startsWith("failed: no way to the other end")
                .contains("2 pairs checked", "192.0.2.1:2", "192.0.2.1:3");
        int sent = network.sent.size();
        network.pass(Duration.ofSeconds(60));
        assertThat(network.sent.subList(sent, network.sent.size())).doesNotContain("1>2", "1>3");
    }

    @Test
    void asksForConsentEveryFewSecondsAndEndsWithoutIt() {
        bothStart(IceRole.CONTROLLING, IceRole.CONTROLLED);
        network.pass(SECOND);
        int sent = network.sent.size();
        network.pass(Duration.ofSeconds(60));
        assertThat(network.sent.subList(sent, network.sent.size()).stream()
                        .filter("1>2"::equals)
                        .count())
                .isBetween(18L, 32L); // our questions and our answers to theirs, each every 4 to 6 s
        assertThat(ours.told).noneMatch(told -> told.startsWith("lost"));

        network.blocked.add("2>1");
        network.pass(Duration.ofSeconds(37));
        assertThat(ours.told).last().isEqualTo("lost 2");
        assertThat(ours.agent.state()).isEqualTo(FullAgentState.FAILED);
    }

    @Test
    void aRestartKeepsTheOldWayValidUntilTheNewOneIsFound() {
        bothStart(IceRole.CONTROLLING, IceRole.CONTROLLED);
        network.pass(SECOND);
        ours.agent.restart();
        theirs.agent.restart();
        network.blocked.add("1>2");
        network.blocked.add("2>1");
        bothStart(IceRole.CONTROLLED, IceRole.CONTROLLING);
        assertThat(ours.agent.isValid(ours.sockets.get(0), FakeNetwork.at(2))).isTrue();
        network.pass(SECOND.multipliedBy(2));
        assertThat(ours.told).last().isEqualTo("1>3");
        assertThat(ours.agent.state()).isEqualTo(FullAgentState.COMPLETED);
    }

    @Test
    void checksWithTheCredentialsInUseAreAnsweredHoweverManyRestartsCameToNothing() {
        bothStart(IceRole.CONTROLLING, IceRole.CONTROLLED);
        network.pass(SECOND);
        ours.agent.restart();
        ours.agent.restart();
        ours.agent.restart();
        network.pass(Duration.ofSeconds(60));
        assertThat(theirs.told).noneMatch(told -> told.startsWith("lost"));
        assertThat(ours.told).noneMatch(told -> told.startsWith("lost"));
    }

    @Test
    void aReofferWithoutARestartChangesNothing() {
        bothStart(IceRole.CONTROLLING, IceRole.CONTROLLED);
        network.pass(SECOND);
        int told = ours.told.size();
        bothStart(IceRole.CONTROLLED, IceRole.CONTROLLING);
        network.pass(SECOND);
        assertThat(ours.told).hasSize(told);
        assertThat(ours.agent.role()).isEqualTo(IceRole.CONTROLLING);
    }

    @Test
    void checksALiteEndAndNominates() {
        LiteEnd lite = new LiteEnd();
        IceFullAgent agent = new IceFullAgent(ours);
        lite.other = agent;
        agent.addBase(lite);
        List<Candidate> candidates = theirs.described(true, 2).candidates();
        agent.start(new RemoteAgent(lite.agent.credentials(), true, candidates), IceRole.CONTROLLED, 0);
        for (long now = 0; now < 1_000_000_000; now += 10_000_000) {
            agent.work(now);
            for (Runnable arrival = lite.later.poll(); arrival != null; arrival = lite.later.poll()) {
                arrival.run();
            }
        }
        assertThat(agent.role()).isEqualTo(IceRole.CONTROLLING); // RFC 8445 §6.1.1, whoever offered
        assertThat(agent.state()).isEqualTo(FullAgentState.COMPLETED);
        assertThat(lite.agent.state()).isEqualTo(IceAgentState.COMPLETED);
    }

    /** A lite end right at the other side of a socket. */
    private static final class LiteEnd implements IceBase, IceTuple, IceListener {
        private final IceLiteAgent agent = new IceLiteAgent(this, Duration.ofSeconds(30));
        private final List<byte[]> answers = new ArrayList<>();
        private final Queue<Runnable> later = new ArrayDeque<>();
        private IceFullAgent other;

        @Override
        public InetSocketAddress localAddress() {
            return FakeNetwork.at(2);
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return FakeNetwork.at(1);
        }

        @Override
        public boolean tcp() {
            return false;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length) {
            answers.add(Arrays.copyOfRange(buffer, offset, offset + length));
            return true;
        }

        @Override
        public void onState(IceAgentState state) {}

        @Override
        public void onSelected(IceTuple tuple) {}

        @Override
        public void onTupleAdded(IceTuple tuple) {}

        @Override
        public void onTupleRemoved(IceTuple tuple) {}

        @Override
        public void onRetired(IceCredentials credentials) {}

        @Override
        public CandidateType type() {
            return CandidateType.HOST;
        }

        @Override
        public InetSocketAddress address() {
            return FakeNetwork.at(1);
        }

        @Override
        public int localPreference() {
            return 1;
        }

        @Override
        public boolean send(byte[] buffer, int offset, int length, InetSocketAddress to) {
            answers.clear();
            agent.onStun(buffer, offset, length, this, 0);
            for (byte[] answer : answers) {
                later.add(() -> other.onStun(answer, 0, answer.length, this, to, 0));
            }
            return true;
        }
    }

    @Test
    void whatIsForgedOrMalformedCountsForNothing() {
        bothStart(IceRole.CONTROLLING, IceRole.CONTROLLED);
        FakeNetwork.Socket socket = ours.sockets.get(0);
        byte[] forged = Check.of(ours.agent.credentials().usernameFragment(), "another password than ours")
                .nominating()
                .bytes();
        assertThat(ours.agent.onStun(forged, 0, forged.length, socket, FakeNetwork.at(9), network.now))
                .isFalse();
        byte[] good = Check.of(
                        ours.agent.credentials().usernameFragment(),
                        ours.agent.credentials().password())
                .nominating()
                .bytes();
        for (int i = 0; i < 2_000; i++) {
            byte[] broken = good.clone();
            broken[ThreadLocalRandom.current().nextInt(20, broken.length)] ^=
                    (byte) ThreadLocalRandom.current().nextInt(1, 256);
            ours.agent.onStun(broken, 0, broken.length, socket, FakeNetwork.at(9), network.now);
            broken[0] |= 1; // a response
            ours.agent.onStun(broken, 0, broken.length, socket, FakeNetwork.at(9), network.now);
        }
        network.pass(SECOND);
        assertThat(ours.told).last().isEqualTo("1>2");
    }
}
