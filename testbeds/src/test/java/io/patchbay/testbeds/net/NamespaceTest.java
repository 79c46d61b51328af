package io.patchbay.testbeds.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.process.ChildProcess;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class NamespaceTest {

    @BeforeEach
    void needsRoot() {
        assumeTrue(Namespace.whyNot().isEmpty(), Namespace::whyNot);
    }

    @Test
    void carriesPacketsBetweenTwoHosts() throws Exception {
        List<Namespace> hosts = Namespace.pair("t" + ProcessHandle.current().pid() % 10_000, "10.77.1");
        try (Namespace here = hosts.get(0);
                Namespace there = hosts.get(1);
                DatagramSocket a = here.in(() -> new DatagramSocket(new InetSocketAddress(here.address(), 0)));
                DatagramSocket b = there.in(() -> new DatagramSocket(new InetSocketAddress(there.address(), 0)))) {
            b.setSoTimeout(2_000);

            a.send(new DatagramPacket(new byte[] {7}, 1, b.getLocalSocketAddress()));
            DatagramPacket received = new DatagramPacket(new byte[8], 8);
            b.receive(received);

            assertThat(received.getAddress()).isEqualTo(here.address());
            assertThat(received.getData()[0]).isEqualTo((byte) 7);
            String addresses = ChildProcess.run(
                    Duration.ofSeconds(5),
                    there.command(List.of("ip", "-br", "addr")).toArray(String[]::new));
            assertThat(addresses).contains("10.77.1.2/24");
        }
        assertThat(ChildProcess.run(Duration.ofSeconds(5), "ip", "netns", "list"))
                .doesNotContain("pb-t" + ProcessHandle.current().pid() % 10_000);
    }
}
