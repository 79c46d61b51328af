package io.patchbay.testbeds.scenarios;

import io.patchbay.testbeds.appliance.Appliance;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** A control connection that says what it should not. */
final class ControlProbe {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private ControlProbe() {}

    /** Sends each message on a connection of its own and waits for an answer or the end of the connection. */
    static void send(Appliance appliance, List<String> messages) {
        HttpClient client = HttpClient.newHttpClient();
        for (String message : messages) {
            CompletableFuture<Void> reaction = new CompletableFuture<>();
            WebSocket socket = client.newWebSocketBuilder()
                    .connectTimeout(PATIENCE)
                    .subprotocols("patchbay-control-1")
                    .header("Origin", appliance.url(""))
                    .buildAsync(
                            URI.create(appliance.url("/control/lobby").replace("http:", "ws:")), new Reaction(reaction))
                    .join();
            socket.sendText(message, true);
            reaction.orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
            socket.abort();
        }
    }

    private record Reaction(CompletableFuture<Void> reaction) implements WebSocket.Listener {
        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            reaction.complete(null);
            return WebSocket.Listener.super.onText(socket, data, last);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            reaction.complete(null);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            reaction.complete(null);
        }
    }
}
