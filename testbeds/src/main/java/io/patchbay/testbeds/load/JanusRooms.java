package io.patchbay.testbeds.load;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Participants of Janus' AudioBridge by plain RTP: G.711, rooms of 8 kHz. */
final class JanusRooms implements Exchange {
    private static final int SAMPLING_RATE = 8_000;
    private static final int KEEPALIVE_SECONDS = 20;

    private final WebSocketJson socket;
    private final Set<Integer> rooms = new HashSet<>();
    private final ScheduledExecutorService keepAlive = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "janus-keepalive");
        thread.setDaemon(true);
        return thread;
    });
    private final long session;
    private long manager;
    private int transaction; // guarded by this

    JanusRooms(HttpClient client, InetSocketAddress target) {
        String host = target.getAddress().getHostAddress();
        socket = new WebSocketJson(
                client, "ws://%s:%d".formatted(host, target.getPort()), "janus-protocol", "http://" + host);
        session = ask(object("create"), "success").path("data").path("id").asLong();
        keepAlive.scheduleAtFixedRate(
                () -> ask(object("keepalive").put("session_id", session), "ack"),
                KEEPALIVE_SECONDS,
                KEEPALIVE_SECONDS,
                TimeUnit.SECONDS);
    }

    @Override
    public void connect(List<MediaLeg> legs) {
        manager = attach();
        for (MediaLeg leg : legs) {
            int room = 1 + leg.room();
            if (rooms.add(room)) {
                create(room);
            }
            leg.connect(join(attach(), room, leg));
        }
    }

    private long attach() {
        ObjectNode request = object("attach").put("session_id", session).put("plugin", "janus.plugin.audiobridge");
        return ask(request, "success").path("data").path("id").asLong();
    }

    private void create(int room) {
        ObjectNode body = node().put("request", "create")
                .put("room", room)
                .put("sampling_rate", SAMPLING_RATE)
                .put("allow_rtp_participants", true);
        ask(message(manager, body), "success");
    }

    private InetSocketAddress join(long handle, int room, MediaLeg leg) {
        InetSocketAddress local = leg.local();
        ObjectNode body = node().put("request", "join").put("room", room).put("codec", "pcmu");
        body.putObject("rtp")
                .put("ip", local.getAddress().getHostAddress())
                .put("port", local.getPort())
                .put("payload_type", leg.payloadType());
        JsonNode rtp = ask(message(handle, body), "event")
                .path("plugindata")
                .path("data")
                .path("rtp");
        if (rtp.isMissingNode()) {
            throw new IllegalStateException("janus: no RTP address for a participant of room " + room);
        }
        return new InetSocketAddress(rtp.path("ip").asText(), rtp.path("port").asInt());
    }

    private ObjectNode message(long handle, ObjectNode body) {
        return object("message")
                .put("session_id", session)
                .put("handle_id", handle)
                .set("body", body);
    }

    private static ObjectNode object(String what) {
        return node().put("janus", what);
    }

    private static ObjectNode node() {
        return JsonNodeFactory.instance.objectNode();
    }

    private synchronized JsonNode ask(ObjectNode request, String kind) {
        String id = "t" + transaction++;
        JsonNode answer = socket.ask(
                request.put("transaction", id),
                node -> node.path("transaction").asText().equals(id)
                        && (node.path("janus").asText().equals(kind)
                                || node.path("janus").asText().equals("error")));
        JsonNode data = answer.path("plugindata").path("data");
        if (answer.path("janus").asText().equals("error") || data.has("error")) {
            throw new IllegalStateException("janus: %s: %s".formatted(request, answer));
        }
        return answer;
    }

    @Override
    public void close() {
        keepAlive.shutdownNow();
        ask(object("destroy").put("session_id", session), "success");
        socket.close();
    }
}
