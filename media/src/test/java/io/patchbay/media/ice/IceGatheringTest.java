package io.patchbay.media.ice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class IceGatheringTest {
    private final FakeTurnServer server = new FakeTurnServer();
    private final IceServers servers = new IceServers();

    private static final class Told implements IceGathering.Listener {
        private final List<String> told = new ArrayList<>();

        @Override
        public void onReflexive(InetSocketAddress mapped) {
            told.add("mapped " + mapped.getPort());
        }

        @Override
        public void onRelayed(IceBase relayed, InetSocketAddress mapped) {
            told.add("relayed " + relayed.address().getPort());
        }

        @Override
        public void onGathered() {
            told.add("gathered");
        }

        @Override
        public void onData(IceBase relayed, InetSocketAddress peer, byte[] buffer, int length) {
            told.add("data");
        }
    }

    @Test
    void withoutServersThereIsNothingToWaitFor() {
        Told listener = new Told();
        IceGathering gathering = new IceGathering(servers, listener);
        gathering.begin(server, 0);
        assertThat(listener.told).containsExactly("gathered");
        assertThat(gathering.work(0)).isEqualTo(Long.MAX_VALUE);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void endsAsSoonAsAllHaveAnswered() {
        servers.set(List.of(), List.of(new TurnServer(FakeTurnServer.ADDRESS, "u", "p")));
        Told listener = new Told();
        IceGathering gathering = new IceGathering(servers, listener);
        gathering.begin(server, 0);
        assertThat(gathering.isServer(FakeTurnServer.ADDRESS)).isTrue();
        server.deliverTo(answer -> gathering.onServerPacket(FakeTurnServer.ADDRESS, answer, answer.length));
        assertThat(listener.told).containsExactly("relayed 50000", "gathered");
        gathering.close();
        assertThat(server.asked).last().asString().endsWith(" 0");
    }

    @Test
    void aSilentServerDelaysOneCallByHalfASecondAndTheNextNotAtAll() {
        server.silent = true;
        servers.set(List.of(FakeTurnServer.ADDRESS), List.of());
        Told first = new Told();
        IceGathering gathering = new IceGathering(servers, first);
        gathering.begin(server, 0);
        gathering.work(Duration.ofMillis(499).toNanos());
        assertThat(first.told).isEmpty();
        gathering.work(Duration.ofMillis(500).toNanos());
        assertThat(first.told).containsExactly("gathered");

        Told second = new Told();
        new IceGathering(servers, second).begin(server, Duration.ofSeconds(10).toNanos());
        assertThat(second.told).containsExactly("gathered");

        Told later = new Told();
        new IceGathering(servers, later).begin(server, Duration.ofSeconds(40).toNanos());
        assertThat(later.told).isEmpty();
    }

    @Test
    void serversOfTheOtherAddressFamilyAreNotAsked() throws Exception {
        servers.set(List.of(new InetSocketAddress(java.net.InetAddress.getByName("2001:db8::1"), 3478)), List.of());
        Told listener = new Told();
        new IceGathering(servers, listener).begin(server, 0);
        assertThat(listener.told).containsExactly("gathered");
        assertThat(server.asked).isEmpty();
    }
}
