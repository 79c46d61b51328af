package io.patchbay.testbeds.phone;

import io.patchbay.testbeds.net.Host;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;

/** SIP over UDP from one port. */
final class UdpWire implements SipWire {
    private final DatagramSocket socket;
    private Thread reader;

    UdpWire(Host host) {
        socket = host.in(() -> new DatagramSocket(new InetSocketAddress(host.address(), 0)));
    }

    @Override
    public void start(Listener listener) {
        reader = new Thread(() -> read(listener), "phone-sip-udp-" + socket.getLocalPort());
        reader.setDaemon(true);
        reader.start();
    }

    private void read(Listener listener) {
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        while (!socket.isClosed()) {
            try {
                packet.setLength(65_536);
                socket.receive(packet);
            } catch (IOException e) {
                return; // closed
            }
            String text = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.ISO_8859_1);
            if (!text.isBlank()) {
                listener.received(text, (InetSocketAddress) packet.getSocketAddress());
            }
        }
    }

    @Override
    public void send(byte[] message, InetSocketAddress target) {
        try {
            socket.send(new DatagramPacket(message, message.length, target));
        } catch (IOException e) {
            throw new IllegalStateException("phone: cannot send to %s: %s".formatted(target, e.getMessage()), e);
        }
    }

    @Override
    public String transport() {
        return "UDP";
    }

    @Override
    public InetSocketAddress localAddress() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    public void close() {
        socket.close();
    }
}
