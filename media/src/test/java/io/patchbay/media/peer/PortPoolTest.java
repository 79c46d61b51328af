package io.patchbay.media.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PortPoolTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    @Test
    void pairsAreEvenAndOddAndAreCounted() throws Exception {
        PortPool pool = TestPorts.pool(4);
        assertThat(pool.capacity()).isEqualTo(4);
        try (MediaPorts ports = pool.open(LOOPBACK)) {
            assertThat(ports.port() % 2).isZero();
            assertThat(port(ports.rtp())).isEqualTo(ports.port());
            assertThat(port(ports.rtcp())).isEqualTo(ports.port() + 1);
            assertThat(pool.inUse()).isEqualTo(1);
        }
        assertThat(pool.inUse()).isZero();
    }

    @Test
    void aPairGivenBackIsTheLastToBeGivenOutAgain() {
        PortPool pool = TestPorts.pool(3);
        List<Integer> given = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            MediaPorts ports = pool.open(LOOPBACK);
            given.add(ports.port());
            ports.close();
        }
        assertThat(given).doesNotHaveDuplicates();
        try (MediaPorts again = pool.open(LOOPBACK)) {
            assertThat(given).contains(again.port());
        }
    }

    @Test
    void aPairGivenBackWaitsUntilAllOthersHaveHadTheirTurn() {
        PortPool pool = TestPorts.pool(3);
        MediaPorts first = pool.open(LOOPBACK);
        MediaPorts second = pool.open(LOOPBACK);
        second.close();
        first.close();
        List<Integer> next = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            MediaPorts ports = pool.open(LOOPBACK);
            next.add(ports.port());
            ports.close();
        }
        assertThat(next.subList(1, 3)).containsExactly(second.port(), first.port());
    }

    @Test
    void whenAllAreInUseTheErrorSaysSo() {
        PortPool pool = TestPorts.pool(2);
        try (MediaPorts one = pool.open(LOOPBACK);
                MediaPorts two = pool.open(LOOPBACK)) {
            assertThat(one.port()).isNotEqualTo(two.port());
            assertThatThrownBy(() -> pool.open(LOOPBACK))
                    .isInstanceOf(NoFreePortException.class)
                    .hasMessageMatching("no free RTP port in \\d+–\\d+: 2 calls use them all");
        }
        pool.open(LOOPBACK).close();
    }

    @Test
    void portsOfOtherProgramsAreSkipped() throws Exception {
        PortPool probe = TestPorts.pool(2);
        MediaPorts first = probe.open(LOOPBACK);
        int lowest = first.port();
        first.close();
        try (DatagramChannel other = DatagramChannel.open().bind(new InetSocketAddress(LOOPBACK, lowest + 1))) {
            PortPool pool = new PortPool(lowest, lowest + 3);
            try (MediaPorts ports = pool.open(LOOPBACK)) {
                assertThat(ports.port()).isEqualTo(lowest + 2);
                assertThat(pool.inUse()).isEqualTo(1);
                assertThatThrownBy(() -> pool.open(LOOPBACK))
                        .hasMessageContaining("1 calls use some, other programs the rest");
            }
            assertThat(other.isOpen()).isTrue();
        }
    }

    @Test
    void aRangeWithoutAPairAndAnAddressThatIsNotOursAreRefused() {
        assertThatThrownBy(() -> new PortPool(20_001, 20_002)).hasMessageContaining("20001 to 20002");
        assertThatThrownBy(() -> new PortPool(80, 200)).hasMessageContaining("1024");
        assertThatThrownBy(() -> TestPorts.pool(1).open(InetAddress.getByName("192.0.2.7")))
                .hasMessageContaining("192.0.2.7");
    }

    @Test
    void closingTwiceGivesBackOnce() {
        PortPool pool = TestPorts.pool(2);
        MediaPorts one = pool.open(LOOPBACK);
        one.close();
        MediaPorts two = pool.open(LOOPBACK);
        one.close();
        assertThat(pool.inUse()).isEqualTo(1);
        two.close();
    }

    private static int port(DatagramChannel channel) throws Exception {
        return ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }
}
