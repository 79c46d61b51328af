package io.patchbay.gateway.http;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers each text with itself and writes down what happens. */
final class EchoEndpoint implements ControlEndpoint {
    final List<String> events = new CopyOnWriteArrayList<>();
    volatile ControlSocket lastSocket;
    volatile Optional<Problem> refusal = Optional.empty();

    @Override
    public Optional<Problem> refusal(String room) {
        return refusal;
    }

    @Override
    public ControlSession open(String room, ControlSocket socket, InetSocketAddress remote, InetAddress local) {
        events.add(
                "open %s from %s at %s".formatted(room, remote.getAddress().getHostAddress(), local.getHostAddress()));
        lastSocket = socket;
        return new ControlSession() {
            @Override
            public void onText(String text) {
                events.add("text " + text);
                if (text.equals("fail")) {
                    throw new IllegalStateException("on purpose");
                }
                socket.sendText(text);
                if (text.equals("leave")) {
                    socket.close(1000, "left");
                }
            }

            @Override
            public void onClose(int code, String reason) {
                events.add("close " + code + " " + reason);
            }
        };
    }
}
