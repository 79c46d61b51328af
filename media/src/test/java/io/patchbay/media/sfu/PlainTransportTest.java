package io.patchbay.media.sfu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.patchbay.media.rtp.RtcpReader;
import io.patchbay.media.rtp.RtcpVisitor;
import io.patchbay.media.rtp.RtpPacket;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PlainTransportTest {
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final SfuFixture sfu = new SfuFixture();
    private DatagramSocket sender;
    private DatagramSocket receiver;

    @BeforeEach
    void openSockets() throws IOException {
        sender = new DatagramSocket(0, LOOPBACK);
        receiver = new DatagramSocket(0, LOOPBACK);
        receiver.setSoTimeout((int) PATIENCE.toMillis());
        sender.setSoTimeout((int) PATIENCE.toMillis());
    }

    @AfterEach
    void nothingIsLeft() {
        sender.close();
        receiver.close();
        sfu.close();
    }

    @Test
    void learnsItsPeerFromTheFirstPacketAndSendsToOneThatIsTold() throws IOException {
        PlainTransport in = plain(true);
        PlainTransport out = plain(false);
        sfu.run(() -> out.connect(new InetSocketAddress(LOOPBACK, receiver.getLocalPort())));
        Producer producer = sfu.on(() -> in.produce(SfuFixture.audio(9)));
        Consumer consumer = sfu.on(() -> out.consume(ConsumerOptions.of(producer.id(), sfu.router.rtpCapabilities())));

        sendRtp(in, 1);

        RtpPacket packet = receive(receiver);
        assertThat(packet.ssrc())
                .isEqualTo(consumer.rtpParameters().encodings().get(0).ssrc());
        assertThat(sfu.on(in::tuple).remotePort()).isEqualTo(sender.getLocalPort());
        assertThatThrownBy(() -> sfu.run(() -> in.connect(new InetSocketAddress(LOOPBACK, 1))))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("comedia");
    }

    @Test
    void takesPacketsFromItsPeerOnly() throws IOException {
        PlainTransport in = plain(true);
        Producer producer = sfu.on(() -> in.produce(SfuFixture.audio(9)));
        sendRtp(in, 1);
        await().atMost(PATIENCE).until(() -> sfu.on(producer::stats).packets() == 1);

        byte[] packet = rtp(2);
        receiver.send(new DatagramPacket(
                packet, packet.length, LOOPBACK, sfu.on(in::tuple).localPort()));
        await().atMost(PATIENCE).until(() -> sfu.node.gauges().badPackets().get("rtp") == 1);
        assertThat(sfu.on(producer::stats).packets()).isEqualTo(1);
    }

    @Test
    void reportsToItsPeer() throws IOException {
        PlainTransport in = plain(true);
        sfu.on(() -> in.produce(SfuFixture.audio(9)));
        sendRtp(in, 1);

        byte[] buffer = new byte[1_500];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        sender.receive(packet);
        AtomicInteger reports = new AtomicInteger();
        boolean wellFormed = new RtcpReader().read(buffer, 0, packet.getLength(), new RtcpVisitor() {
            @Override
            public void onReceiverReport(long ssrc) {
                reports.incrementAndGet();
            }
        });
        assertThat(wellFormed).isTrue();
        assertThat(reports).hasValue(1);
    }

    @Test
    void freesItsPort() {
        PlainTransport first = plain(false);
        int port = sfu.on(first::tuple).localPort();
        PlainTransportOptions same = new PlainTransportOptions(new ListenAddress(LOOPBACK), port, false);
        assertThatThrownBy(() -> sfu.on(() -> sfu.router.createPlainTransport(same)))
                .hasRootCauseInstanceOf(IOException.class)
                .hasMessageContaining(String.valueOf(port));

        sfu.run(first::close);
        // The kernel has the port back when the loop's selector has let go of the channel, at its next look.
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> sfu.on(() -> sfu.router.createPlainTransport(same)) != null);
    }

    private PlainTransport plain(boolean comedia) {
        return sfu.on(() ->
                sfu.router.createPlainTransport(new PlainTransportOptions(new ListenAddress(LOOPBACK), 0, comedia)));
    }

    private void sendRtp(PlainTransport to, int sequence) throws IOException {
        byte[] packet = rtp(sequence);
        sender.send(new DatagramPacket(
                packet, packet.length, LOOPBACK, sfu.on(to::tuple).localPort()));
    }

    private static byte[] rtp(int sequence) {
        byte[] packet = new byte[40];
        RtpPacket.writeHeader(packet, 0, SfuFixture.OPUS, false, sequence, 960L * sequence, 9);
        return packet;
    }

    private static RtpPacket receive(DatagramSocket socket) throws IOException {
        while (true) {
            byte[] buffer = new byte[1_500];
            DatagramPacket datagram = new DatagramPacket(buffer, buffer.length);
            socket.receive(datagram);
            RtpPacket packet = new RtpPacket();
            if (!RtpPacket.isRtcp(buffer, 0, datagram.getLength()) && packet.parse(buffer, 0, datagram.getLength())) {
                return packet;
            }
        }
    }
}
