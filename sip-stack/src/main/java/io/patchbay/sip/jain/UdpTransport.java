package io.patchbay.sip.jain;

import gov.nist.core.HostPort;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.stack.MessageChannel;
import gov.nist.javax.sip.stack.MessageProcessor;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * SIP over UDP on one address. One thread reads, parses and hands over, so that the messages of a call keep their order and
 * what comes faster than that waits in the socket's buffer, not in memory without end.
 */
final class UdpTransport extends MessageProcessor {
    private static final Logger log = LoggerFactory.getLogger(UdpTransport.class);
    private static final int SOCKET_BUFFER = 1 << 20; // bytes
    private static final int LARGEST_DATAGRAM = 65535;

    private final MessageIntake intake;
    private final int trafficClass;
    private DatagramSocket socket; // set once by start
    private Thread thread;

    UdpTransport(SIPTransactionStack stack, InetAddress address, int port, MessageIntake intake, int trafficClass) {
        super(address, port, "udp", stack);
        this.intake = intake;
        this.trafficClass = trafficClass;
    }

    @Override
    public void start() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(getIpAddress(), getPort()));
        socket.setReceiveBufferSize(SOCKET_BUFFER); // the system may grant less
        socket.setSendBufferSize(SOCKET_BUFFER);
        socket.setOption(StandardSocketOptions.IP_TOS, trafficClass);
        thread = new Thread(this::run, "sip-udp-" + getIpAddress().getHostAddress() + ":" + getPort());
        thread.setDaemon(true);
        thread.start();
    }

    private void run() {
        byte[] buffer = new byte[LARGEST_DATAGRAM];
        DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
        while (!socket.isClosed()) {
            try {
                packet.setLength(buffer.length);
                socket.receive(packet);
                take(buffer, packet.getLength(), new InetSocketAddress(packet.getAddress(), packet.getPort()));
            } catch (SocketException e) {
                log.debug("{}: {}", thread.getName(), e.getMessage()); // closed, or an ICMP error of an earlier packet
            } catch (IOException | RuntimeException e) {
                log.warn("{}: cannot receive: {}", thread.getName(), e.getMessage());
            }
        }
    }

    private void take(byte[] buffer, int length, InetSocketAddress source) throws IOException {
        if (StunKeepAlive.isStun(buffer, length)) {
            Optional<byte[]> answer =
                    intake.hears(source) ? StunKeepAlive.answer(buffer, length, source) : Optional.empty();
            if (answer.isPresent()) {
                socket.send(new DatagramPacket(answer.get(), answer.get().length, source));
            }
        } else if (!MessageGuard.isKeepAlive(buffer, length)) {
            intake.take(buffer, length, new Channel(source));
        }
    }

    @Override
    public void stop() {
        if (thread == null) {
            return; // it never started
        }
        socket.close();
        try {
            thread.join(1000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public SIPTransactionStack getSIPStack() {
        return sipStack;
    }

    @Override
    public MessageChannel createMessageChannel(HostPort target) throws UnknownHostException {
        return createMessageChannel(target.getInetAddress(), target.getPort());
    }

    @Override
    public MessageChannel createMessageChannel(InetAddress target, int port) {
        return new Channel(new InetSocketAddress(target, port < 0 ? getDefaultTargetPort() : port));
    }

    @Override
    public int getDefaultTargetPort() {
        return 5060;
    }

    @Override
    public boolean isSecure() {
        return false;
    }

    @Override
    public int getMaximumMessageSize() {
        return LARGEST_DATAGRAM;
    }

    @Override
    public boolean inUse() {
        return false;
    }

    private final class Channel extends PeerChannel {
        Channel(InetSocketAddress peer) {
            super(UdpTransport.this, peer);
        }

        @Override
        void send(byte[] message, SIPMessage parsed) throws IOException {
            socket.send(new DatagramPacket(message, message.length, peer()));
        }

        @Override
        public boolean isReliable() {
            return false;
        }

        @Override
        public void close() {}
    }
}
