package io.patchbay.media.sfu;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** npm mediasoup's own matching functions, run by node. Installed once into the user's cache. */
final class MediasoupOrtc {
    private static final String VERSION = "3.15.8";
    private static final Path SCRIPT = Path.of("src/test/node/ortc-golden.cjs");

    private final ObjectMapper json = new ObjectMapper();
    private final Path folder;

    private MediasoupOrtc(Path folder) {
        this.folder = folder;
    }

    /** Skips the test on a machine without node; everything that builds the room page has it. */
    static MediasoupOrtc installed() throws IOException, InterruptedException {
        assumeTrue(canRun("node") && canRun("npm"), "node and npm are needed to ask mediasoup");
        String cache = System.getenv("XDG_CACHE_HOME");
        Path home =
                cache == null || cache.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(cache);
        Path folder = home.resolve("patchbay").resolve("mediasoup-" + VERSION);
        if (!Files.exists(folder.resolve("node_modules/mediasoup/node/lib/ortc.js"))) {
            Files.createDirectories(folder);
            Process npm = new ProcessBuilder(
                            "npm", "install", "mediasoup@" + VERSION, "--ignore-scripts", "--no-audit", "--no-fund")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(new File(folder.toFile(), "install.log"))
                    .start();
            if (!npm.waitFor(180, TimeUnit.SECONDS) || npm.exitValue() != 0) {
                npm.destroyForcibly();
                throw new IOException("npm install mediasoup@%s failed, see %s/install.log".formatted(VERSION, folder));
            }
        }
        return new MediasoupOrtc(folder);
    }

    private static boolean canRun(String program) {
        try {
            return new ProcessBuilder(program, "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** One result for each question: {@code {"answer": …}} or {@code {"error": name}}. */
    List<JsonNode> ask(List<Map<String, Object>> questions) throws IOException, InterruptedException {
        Process node = new ProcessBuilder("node", SCRIPT.toString(), folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (var stdin = node.getOutputStream()) {
            json.writeValue(stdin, questions);
        }
        JsonNode results = json.readTree(node.getInputStream());
        if (!node.waitFor(30, TimeUnit.SECONDS) || node.exitValue() != 0) {
            throw new IOException("node failed on " + SCRIPT);
        }
        return json.convertValue(results, json.getTypeFactory().constructCollectionType(List.class, JsonNode.class));
    }

    JsonNode ask(Map<String, Object> question) throws IOException, InterruptedException {
        return ask(List.of(question)).get(0);
    }
}
