package io.patchbay.gateway.control;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.gateway.http.ControlSession;
import io.patchbay.gateway.http.ControlSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A browser's end of a control connection, without the connection: keeps what it is sent. */
final class RecordingSocket implements ControlSocket {
    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> received = new CopyOnWriteArrayList<>();
    private volatile int closeCode; // 0 while open
    private ControlSession session;
    private int nextId = 1;

    /** Whom {@link #ask} asks. */
    void connect(ControlSession connected) {
        session = connected;
    }

    @Override
    public void sendText(String text) {
        if (closeCode == 0) {
            received.add(parse(text));
        }
    }

    @Override
    public void close(int code, String reason) {
        if (closeCode == 0) {
            closeCode = code;
        }
    }

    int closeCode() {
        return closeCode;
    }

    void awaitClose(int code) {
        await().atMost(PATIENCE).until(() -> closeCode == code);
    }

    /** Sends a request and does not wait for its response. */
    int tell(String method, String data) {
        int id = nextId++;
        session.onText("{\"id\":%d,\"method\":\"%s\",\"data\":%s}".formatted(id, method, data));
        return id;
    }

    void tellRaw(String text) {
        session.onText(text);
    }

    /** The whole response to a request. */
    JsonNode ask(String method, String data) {
        int id = tell(method, data);
        await().atMost(PATIENCE).until(() -> response(id).isPresent());
        return response(id).orElseThrow();
    }

    /** The {@code data} of the response to a request that succeeds. */
    JsonNode askWell(String method, String data) {
        JsonNode response = ask(method, data);
        if (!response.path("ok").booleanValue()) {
            throw new AssertionError(method + " was answered " + response);
        }
        return response.get("data");
    }

    /** The code of the error that a request is answered with. */
    String askInVain(String method, String data) {
        return ask(method, data).path("error").path("code").asText();
    }

    /** The {@code data} of each event of this name, so far. */
    List<JsonNode> events(String name) {
        return received.stream()
                .filter(message -> message.path("event").asText().equals(name))
                .map(message -> message.get("data"))
                .toList();
    }

    JsonNode awaitEvent(String name) {
        await().atMost(PATIENCE).until(() -> !events(name).isEmpty());
        return events(name).get(0);
    }

    /** The ids of all responses so far, in the order in which they came. */
    List<Integer> answered() {
        return received.stream()
                .filter(message -> message.has("id"))
                .map(message -> message.get("id").intValue())
                .toList();
    }

    /** The connection is gone. */
    void drop() {
        session.onClose(1006, "lost");
    }

    private Optional<JsonNode> response(int id) {
        return received.stream()
                .filter(message -> message.path("id").intValue() == id)
                .findFirst();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
