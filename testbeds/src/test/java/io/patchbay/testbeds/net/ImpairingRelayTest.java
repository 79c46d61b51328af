package io.patchbay.testbeds.net;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImpairingRelayTest {

    @Test
    void losesTheShareAskedForAndTheSamePacketsForTheSameSeed() throws Exception {
        List<Integer> first = through(Impairment.losing(0.3), 7, 300);
        List<Integer> second = through(Impairment.losing(0.3), 7, 300);

        assertThat(first).hasSizeBetween(170, 250).isSorted().isEqualTo(second);
    }

    @Test
    void reordersUnderJitterButLosesNothing() throws Exception {
        List<Integer> received =
                through(new Impairment(0, 0, Duration.ofMillis(5), Duration.ofMillis(30), true), 3, 100);

        assertThat(received).hasSize(100).doesNotHaveDuplicates();
        assertThat(received).isNotEqualTo(received.stream().sorted().toList());
    }

    @Test
    void duplicatesAndKeepsOrderWhereReorderingIsOff() throws Exception {
        List<Integer> received =
                through(new Impairment(0, 0.5, Duration.ofMillis(1), Duration.ofMillis(10), false), 3, 100);

        assertThat(received).hasSizeBetween(120, 180).isSorted();
    }

    private static List<Integer> through(Impairment impairment, long seed, int packets) throws IOException {
        Host host = Host.loopback();
        try (ImpairingRelay relay = new ImpairingRelay(host, impairment, seed);
                DatagramSocket sender = new DatagramSocket(new InetSocketAddress(host.address(), 0));
                DatagramSocket receiver = new DatagramSocket(new InetSocketAddress(host.address(), 0))) {
            receiver.setSoTimeout(50);
            List<Integer> received = new ArrayList<>();
            relay.rightEnd((InetSocketAddress) receiver.getLocalSocketAddress());
            for (int i = 0; i < packets; i++) {
                byte[] payload = {(byte) (i >> 8), (byte) i};
                sender.send(new DatagramPacket(payload, 2, relay.leftAddress()));
                if (i % 20 == 0) {
                    receive(receiver, received); // a socket's buffer holds some 250 packets
                }
            }
            long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
            while (relay.lost() + relay.relayed() < packets
                    || relay.waiting() > 0
                    || received.size() < relay.relayed()) {
                assertThat(System.nanoTime()).as("time for %s", received).isLessThan(end);
                receive(receiver, received);
            }
            return received;
        }
    }

    private static void receive(DatagramSocket receiver, List<Integer> received) throws IOException {
        DatagramPacket packet = new DatagramPacket(new byte[16], 16);
        try {
            while (true) {
                receiver.receive(packet);
                received.add((packet.getData()[0] & 0xff) << 8 | packet.getData()[1] & 0xff);
            }
        } catch (SocketTimeoutException e) {
            return; // nothing just now
        }
    }
}
