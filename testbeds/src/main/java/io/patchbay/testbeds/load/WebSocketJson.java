package io.patchbay.testbeds.load;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** JSON messages over a WebSocket: what is asked is waited for, what else comes is read and dropped. Used by one thread. */
final class WebSocketJson implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final WebSocket socket;
    private final Incoming incoming = new Incoming();

    WebSocketJson(HttpClient client, String url, String subprotocol, String origin) {
        socket = client.newWebSocketBuilder()
                .connectTimeout(PATIENCE)
                .subprotocols(subprotocol)
                .header("Origin", origin)
                .buildAsync(URI.create(url), incoming)
                .join();
    }

    /**
     * Sends, and waits for the message that is the answer.
     *
     * @throws IllegalStateException where none comes in time
     */
    JsonNode ask(Object message, Predicate<JsonNode> isAnswer) {
        incoming.wanted.clear();
        incoming.isWanted = isAnswer;
        try {
            String text = MAPPER.writeValueAsString(message);
            socket.sendText(text, true).join();
            JsonNode answer = incoming.wanted.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (answer == null) {
                throw new IllegalStateException("no answer within %s to %s".formatted(PATIENCE, text));
            }
            return answer;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not to be written as JSON: " + message, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            incoming.isWanted = any -> false;
        }
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Incoming implements WebSocket.Listener {
        private final BlockingQueue<JsonNode> wanted = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();
        private volatile Predicate<JsonNode> isWanted = any -> false;

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                String message = text.toString();
                text.setLength(0);
                take(message);
            }
            socket.request(1);
            return null;
        }

        private void take(String message) {
            try {
                JsonNode node = MAPPER.readTree(message);
                if (isWanted.test(node)) {
                    wanted.add(node);
                }
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("not JSON: " + message, e);
            }
        }
    }
}
