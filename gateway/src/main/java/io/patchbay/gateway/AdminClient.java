package io.patchbay.gateway;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.patchbay.gateway.http.AdminToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** Talks to the appliance that runs on this machine with the same data directory. */
final class AdminClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Path dataDirectory;

    AdminClient(Path dataDirectory) {
        this.dataDirectory = dataDirectory;
    }

    /** The appliance's answer was no, or there is none; the message is for the operator. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1L;

        Failed(String message) {
            super(message);
        }
    }

    JsonNode get(String path) throws Failed {
        return send(path, HttpRequest.newBuilder().GET());
    }

    JsonNode delete(String path) throws Failed {
        return send(path, HttpRequest.newBuilder().DELETE());
    }

    JsonNode post(String path, Map<String, String> body) throws Failed {
        try {
            byte[] json = JSON.writeValueAsBytes(body);
            return send(path, HttpRequest.newBuilder().POST(HttpRequest.BodyPublishers.ofByteArray(json)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // a map of strings
        }
    }

    private JsonNode send(String path, HttpRequest.Builder request) throws Failed {
        try {
            String url = Files.readString(dataDirectory.resolve(DataDirectory.URL_FILE))
                    .strip();
            request.uri(URI.create(url + "/api/v1" + path))
                    .timeout(PATIENCE)
                    .header("Authorization", "Bearer " + AdminToken.read(dataDirectory));
            HttpResponse<byte[]> response = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            JsonNode answer = JSON.readTree(response.body());
            if (response.statusCode() >= 400) {
                throw new Failed(answer.path("title").asText() + ":\n"
                        + answer.path("detail").asText());
            }
            return answer;
        } catch (NoSuchFileException e) {
            throw new Failed(
                    "no appliance runs with the data directory %s; start one with ./patchbay serve, or name its "
                                    .formatted(dataDirectory)
                            + "configuration with --config");
        } catch (AccessDeniedException e) {
            throw new Failed(
                    "%s cannot be read by this user; run this as the user of the appliance".formatted(e.getFile()));
        } catch (IOException e) {
            throw new Failed("the appliance of %s does not answer: %s".formatted(dataDirectory, e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failed("interrupted");
        }
    }
}
