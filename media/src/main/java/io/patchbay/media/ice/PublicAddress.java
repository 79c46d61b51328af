package io.patchbay.media.ice;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;
import org.ice4j.message.MessageFactory;

/** Asks a STUN server how it sees this machine (RFC 8489). */
public final class PublicAddress {
    private static final Duration REPEAT = Duration.ofMillis(500);
    private static final int MOST = 1_500;

    private PublicAddress() {}

    /**
     * Blocks for at most {@code patience}. Any thread but a media loop's.
     *
     * @return empty where the server does not answer
     * @throws IOException where nothing can be sent to it
     */
    public static Optional<InetAddress> ask(InetSocketAddress server, Duration patience) throws IOException {
        StunRequest request = new StunRequest(MessageFactory.createBindingRequest()).signed(null);
        long end = System.nanoTime() + patience.toNanos();
        try (DatagramSocket socket = new DatagramSocket()) {
            socket.connect(server); // others' packets do not come
            while (System.nanoTime() < end) {
                socket.send(new DatagramPacket(request.bytes(), request.bytes().length));
                Optional<InetAddress> answer = awaitAnswer(socket, request, end);
                if (answer.isPresent()) {
                    return answer;
                }
            }
            return Optional.empty();
        }
    }

    private static Optional<InetAddress> awaitAnswer(DatagramSocket socket, StunRequest request, long end)
            throws IOException {
        long repeatAt = Math.min(end, System.nanoTime() + REPEAT.toNanos());
        DatagramPacket packet = new DatagramPacket(new byte[MOST], MOST);
        while (repeatAt - System.nanoTime() > 0) {
            socket.setSoTimeout((int) Math.max(1, (repeatAt - System.nanoTime()) / 1_000_000));
            try {
                socket.receive(packet);
            } catch (SocketTimeoutException e) {
                return Optional.empty();
            }
            Optional<InetAddress> mapped = mapped(packet, request);
            if (mapped.isPresent()) {
                return mapped;
            }
        }
        return Optional.empty();
    }

    private static Optional<InetAddress> mapped(DatagramPacket packet, StunRequest request) {
        byte[] bytes = packet.getData();
        int length = packet.getLength();
        if (!StunPacket.mayBeStun(bytes, 0, length)
                || !StunResponse.key(bytes, 0).equals(request.key())) {
            return Optional.empty();
        }
        return Optional.ofNullable(StunResponse.parse(bytes, 0, length))
                .filter(StunResponse::isSuccess)
                .flatMap(StunResponse::mapped)
                .map(InetSocketAddress::getAddress);
    }
}
