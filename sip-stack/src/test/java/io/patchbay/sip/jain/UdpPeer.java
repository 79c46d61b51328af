package io.patchbay.sip.jain;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** A peer on UDP. */
final class UdpPeer extends RawPeer {
    private final DatagramSocket socket;
    private final InetSocketAddress target;

    UdpPeer(InetSocketAddress target) {
        this(target, InetAddress.getLoopbackAddress());
    }

    UdpPeer(InetSocketAddress target, InetAddress from) {
        this(target, new InetSocketAddress(from, 0));
    }

    UdpPeer(InetSocketAddress target, InetSocketAddress from) {
        this.target = target;
        try {
            socket = new DatagramSocket(from);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    @Override
    int port() {
        return socket.getLocalPort();
    }

    @Override
    int targetPort() {
        return target.getPort();
    }

    @Override
    String transport() {
        return "UDP";
    }

    @Override
    void send(byte[] message) {
        try {
            socket.send(new DatagramPacket(message, message.length, target));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    SipText receive(Duration patience) {
        try {
            socket.setSoTimeout((int) Math.max(1, patience.toMillis()));
            DatagramPacket packet = new DatagramPacket(new byte[65536], 65536);
            socket.receive(packet);
            return new SipText(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8));
        } catch (SocketTimeoutException e) {
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
