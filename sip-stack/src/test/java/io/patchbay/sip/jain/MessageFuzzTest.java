package io.patchbay.sip.jain;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The parser against what nobody would think of: known messages always, a fuzzer for a bounded time. */
class MessageFuzzTest {
    private static final int FUZZING = 30; // seconds

    static Stream<Path> corpus() throws IOException, URISyntaxException {
        Path torture = Path.of(MessageFuzzTest.class.getResource("/torture").toURI());
        return Files.walk(torture).filter(Files::isRegularFile).toList().stream();
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void aKnownMessageIsReadOrRefusedWholeOrCutShort(Path file) throws IOException {
        byte[] message = Files.readAllBytes(file);
        for (int length = message.length; length > 0; length -= 7) {
            MessageFuzz.fuzzerTestOneInput(java.util.Arrays.copyOf(message, length));
        }
    }

    @Test
    @Tag("long")
    void aFuzzerFindsNothingThatThrows(@TempDir Path directory) throws Exception {
        Path corpus = Files.createDirectory(directory.resolve("corpus"));
        for (Path seed : corpus().toList()) {
            Files.copy(seed, corpus.resolve(seed.getFileName()));
        }
        Path log = directory.resolve("fuzzer.log");
        Process fuzzer = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + MessageFuzz.class.getName(),
                        "--instrumentation_includes=io.patchbay.**:gov.nist.**",
                        "--reproducer_path=" + directory,
                        "-artifact_prefix=" + directory + "/",
                        "-max_total_time=" + FUZZING,
                        "-timeout=5",
                        corpus.toString()))
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try {
            assertThat(fuzzer.waitFor(FUZZING * 4, TimeUnit.SECONDS))
                    .as("the fuzzer ends")
                    .isTrue();
            assertThat(fuzzer.exitValue())
                    .as(() -> read(log)) // names the input, as base64 too
                    .isZero();
        } finally {
            fuzzer.destroyForcibly();
        }
    }

    private static String read(Path log) {
        try {
            return Files.readString(log, StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            return e.toString();
        }
    }
}
