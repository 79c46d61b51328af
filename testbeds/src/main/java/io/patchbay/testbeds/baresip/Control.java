package io.patchbay.testbeds.baresip;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.testbeds.net.Host;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** baresip's module ctrl_tcp: JSON in netstrings, commands out, events in. A reader thread collects the events. */
final class Control implements AutoCloseable {
    private final ObjectMapper json = new ObjectMapper();
    private final Socket socket;
    private final List<JsonNode> events = new ArrayList<>(); // guarded by this
    private boolean ended; // guarded by this

    Control(Host host, int port) throws IOException {
        socket = host.in(() -> new Socket(host.address(), port));
        Thread reader = new Thread(this::read, "baresip-control-" + port);
        reader.setDaemon(true);
        reader.start();
    }

    void command(String command, String parameters) {
        try {
            byte[] message = json.writeValueAsBytes(Map.of("command", command, "params", parameters, "token", command));
            socket.getOutputStream()
                    .write((message.length + ":" + new String(message, StandardCharsets.UTF_8) + ",")
                            .getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new IllegalStateException("baresip: cannot send it %s: %s".formatted(command, e.getMessage()), e);
        }
    }

    /** Waits for an event of this type, past ones included; each is found once. */
    synchronized JsonNode awaitEvent(String type, Duration deadline) {
        long end = System.nanoTime() + deadline.toNanos();
        while (true) {
            for (JsonNode event : events) {
                if (event.path("type").asText().equals(type)) {
                    events.remove(event);
                    return event;
                }
            }
            long left = end - System.nanoTime();
            if (left <= 0 || ended) {
                throw new AssertionError(
                        "baresip: no %s within %s; other events: %s".formatted(type, deadline, events));
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("baresip: interrupted while waiting for " + type, e);
            }
        }
    }

    private void read() {
        try (DataInputStream in = new DataInputStream(socket.getInputStream())) {
            while (true) {
                JsonNode message = json.readTree(netstring(in));
                synchronized (this) {
                    if (message.path("event").asBoolean()) {
                        events.add(message);
                        notifyAll();
                    }
                }
            }
        } catch (IOException e) {
            synchronized (this) {
                ended = true;
                notifyAll();
            }
        }
    }

    private static byte[] netstring(DataInputStream in) throws IOException {
        int length = 0;
        for (int c = in.readUnsignedByte(); c != ':'; c = in.readUnsignedByte()) {
            length = length * 10 + c - '0';
        }
        byte[] content = new byte[length];
        in.readFully(content);
        in.readUnsignedByte(); // the comma
        return content;
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException("baresip: " + e.getMessage(), e);
        }
    }
}
