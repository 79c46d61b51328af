package io.patchbay.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;

class TurnAllocationTest {
    private static final InetSocketAddress PEER = FakeNetwork.at(7_000);

    private final FakeTurnServer server = new FakeTurnServer();
    private final List<TurnState> settled = new ArrayList<>();
    private final long begin = System.nanoTime();

    private TurnAllocation allocation(String password) {
        TurnServer settings = new TurnServer(FakeTurnServer.ADDRESS, "u", password);
        TurnAllocation allocation = new TurnAllocation(server, settings, 1, done -> settled.add(done.state()));
        allocation.begin(begin);
        deliver(allocation);
        return allocation;
    }

    private void deliver(TurnAllocation allocation) {
        server.deliverTo(answer -> allocation.onStun(answer, answer.length));
    }

    @Test
    void allocatesWithTheRealmAndNonceOfTheServerAndGivesTheAddressBack() {
        TurnAllocation allocation = allocation("p");
        assertThat(settled).containsExactly(TurnState.ALLOCATED);
        assertThat(allocation.address()).isEqualTo(FakeTurnServer.RELAYED);
        assertThat(allocation.mapped()).isEqualTo(FakeTurnServer.MAPPED);
        assertThat(allocation.type()).isEqualTo(CandidateType.RELAYED);
        allocation.close();
        allocation.close();
        assertThat(server.asked).hasSize(3).last().asString().endsWith(" 0");
    }

    @Test
    void aWrongPasswordIsAFailureAndNotALoop() {
        allocation("wrong");
        assertThat(settled).containsExactly(TurnState.FAILED);
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void refreshesBeforeTheLifetimeEndsAlsoWithAStaleNonce() {
        TurnAllocation allocation = allocation("p");
        assertThat(allocation.work(begin))
                .isEqualTo(begin + Duration.ofSeconds(300).toNanos());
        server.nonce = "second";
        allocation.work(begin + Duration.ofSeconds(301).toNanos());
        deliver(allocation);
        assertThat(allocation.state()).isEqualTo(TurnState.ALLOCATED);
        assertThat(server.asked).hasSize(4);
    }

    @Test
    void oneThatComesTooLateIsGivenBack() {
        TurnServer settings = new TurnServer(FakeTurnServer.ADDRESS, "u", "p");
        TurnAllocation allocation = new TurnAllocation(server, settings, 1, done -> settled.add(done.state()));
        allocation.begin(begin);
        allocation.abandon();
        deliver(allocation);
        assertThat(settled).isEmpty();
        assertThat(server.asked).hasSize(3).last().asString().endsWith(" 0");
    }

    @Test
    void dataGoesByIndicationsAndByTheChannelOnceItIsBound() {
        TurnAllocation allocation = allocation("p");
        allocation.allow(PEER);
        allocation.allow(PEER);
        assertThat(server.asked).hasSize(3); // one permission
        byte[] packet = {1, 2, 3, 4, 5};
        allocation.send(packet, 1, 3, PEER);
        byte[] indication = server.data.get(0);
        indication[1] = 0x17; // a Send becomes a Data indication
        assertThat(TurnFrames.isDataIndication(indication, indication.length)).isTrue();
        assertThat(TurnFrames.peer(indication, indication.length)).isEqualTo(PEER);
        int at = TurnFrames.dataAt(indication, indication.length);
        assertThat(Arrays.copyOfRange(indication, at, at + TurnFrames.lengthAt(indication, at)))
                .containsExactly(2, 3, 4);

        allocation.selected(PEER);
        deliver(allocation);
        allocation.send(packet, 1, 3, PEER);
        assertThat(server.data.get(1)).containsExactly(0x40, 0, 0, 3, 2, 3, 4);
        assertThat(allocation.peerOf(TurnFrames.FIRST_CHANNEL)).isEqualTo(PEER);
        assertThat(TurnFrames.isChannelData(server.data.get(1), 7)).isTrue();
        assertThat(TurnFrames.isChannelData(server.data.get(1), 6)).isFalse(); // cut off
    }

    @Test
    void brokenIndicationsAreNoData() {
        byte[] frame = new byte[128];
        int length = TurnFrames.sendIndication(frame, PEER, new byte[40], 0, 40);
        frame[1] = 0x17;
        for (int i = 0; i < 5_000; i++) {
            byte[] broken = Arrays.copyOf(frame, length);
            broken[ThreadLocalRandom.current().nextInt(4, length)] ^=
                    (byte) ThreadLocalRandom.current().nextInt(1, 256);
            int at = TurnFrames.dataAt(broken, length);
            assertThat(at < 0 || at + TurnFrames.lengthAt(broken, at) <= length).isTrue();
            TurnFrames.peer(broken, length);
        }
    }
}
