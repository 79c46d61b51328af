package io.patchbay.media.ice;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Requests to one STUN or TURN server, from the call's own socket, and their answers. Belongs to the call's loop. */
final class ServerExchange {
    private static final long RTO_NANOS = Duration.ofMillis(200).toNanos(); // a call waits for half a second at most

    private record Question(StunRequest request, Retransmission retransmission, Consumer<StunResponse> answered) {}

    private final IceBase socket;
    private final InetSocketAddress server;
    private final Map<ByteBuffer, Question> open = new HashMap<>();

    ServerExchange(IceBase socket, InetSocketAddress server) {
        this.socket = socket;
        this.server = server;
    }

    InetSocketAddress server() {
        return server;
    }

    /** @param answered told of the answer, or of null where none came */
    void ask(StunRequest request, long now, Consumer<StunResponse> answered) {
        Retransmission retransmission = new Retransmission(RTO_NANOS);
        open.put(request.key(), new Question(request, retransmission, answered));
        send(request);
        retransmission.sent(now);
    }

    /** Sends a request whose answer nobody waits for. */
    void send(StunRequest request) {
        send(request.bytes(), request.bytes().length);
    }

    boolean send(byte[] message, int length) {
        return socket.send(message, 0, length, server);
    }

    /** Takes a message of the server's; false where it answers nothing that was asked. */
    boolean onStun(byte[] buffer, int length) {
        if (!StunPacket.mayBeStun(buffer, 0, length) || !StunPacket.isResponse(buffer, 0)) {
            return false;
        }
        Question question = open.get(StunResponse.key(buffer, 0));
        StunResponse response = question == null ? null : StunResponse.parse(buffer, 0, length);
        if (response == null) {
            return false;
        }
        open.remove(question.request().key());
        question.answered().accept(response);
        return true;
    }

    /** Repeats what is due; returns when to call again. */
    long work(long now) {
        long due = Long.MAX_VALUE;
        for (Question question : List.copyOf(open.values())) {
            if (question.retransmission().isDue(now)) {
                if (question.retransmission().isOver()) {
                    open.remove(question.request().key());
                    question.answered().accept(null);
                    continue;
                }
                send(question.request());
                question.retransmission().sent(now);
            }
            due = Math.min(due, question.retransmission().due());
        }
        return due;
    }

    void close() {
        open.clear();
    }
}
