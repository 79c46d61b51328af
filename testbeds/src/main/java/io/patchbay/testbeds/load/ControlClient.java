package io.patchbay.testbeds.load;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** Requests of the appliance's control protocol, one at a time. Used by one thread. */
final class ControlClient implements AutoCloseable {
    private static final int BURST = 150; // requests; the protocol allows 200
    private static final long INTERVAL_NANOS = 22_000_000; // and then 50 a second

    private final WebSocketJson socket;
    private int id;

    ControlClient(HttpClient client, InetSocketAddress http, String room) {
        String host = http.getAddress().getHostAddress() + ":" + http.getPort();
        socket = new WebSocketJson(client, "ws://" + host + "/control/" + room, "patchbay-control-1", "http://" + host);
    }

    /**
     * The answer's data.
     *
     * @throws IllegalStateException where the request is refused
     */
    JsonNode request(String method, Map<String, ?> data) {
        int mine = ++id;
        if (mine > BURST) {
            LockSupport.parkNanos(INTERVAL_NANOS);
        }
        JsonNode answer = socket.ask(
                Map.of("id", mine, "method", method, "data", data),
                node -> node.path("id").asInt() == mine);
        if (!answer.path("ok").asBoolean()) {
            throw new IllegalStateException("%s was refused: %s".formatted(method, answer.path("error")));
        }
        return answer.path("data");
    }

    @Override
    public void close() {
        socket.close();
    }
}
