package io.patchbay.media.sdp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
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

/** The SDP parser against what nobody would think of: known descriptions always, a fuzzer for a bounded time. */
class SdpFuzzTest {
    private static final int FUZZING = 30; // seconds

    static Stream<String> corpus() {
        return Stream.of(
                "v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\ns=-\r\nt=0 0\r\nm=audio 4000 RTP/AVP \u00131\r\n", // found by the
                // fuzzer
                "v=0\r\no=a 1 1 IN IP4 192.0.2.1\r\ns=-\r\nc=IN IP4 192.0.2.1\r\nt=0 0\r\nm=audio 4000 RTP/AVP 0 8 101\r\n"
                        + "a=rtpmap:101 telephone-event/8000\r\na=fmtp:101 0-15\r\na=ptime:20\r\na=sendonly\r\n",
                "v=0\no=- 9 2 IN IP6 2001:db8::1\ns=\nc=IN IP6 2001:db8::1\nb=AS:64\nt=3338481189 3370017201\n"
                        + "m=audio 6000/2 RTP/SAVPF 111\na=rtpmap:111 opus/48000/2\na=rtcp-mux\na=rtcp:6001 IN IP4 192.0.2.1\n"
                        + "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz|2^20|1:4\n"
                        + "m=video 0 RTP/AVP 31\nm=image 5000 udptl t38\n",
                "v=0\r\no=- 1 1 IN IP4 host.example.com\r\ns=-\r\nt=0 0\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789012345678901\r\n"
                        + "a=fingerprint:sha-256 00:11:22\r\na=setup:actpass\r\na=group:BUNDLE 0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 0\r\n"
                        + "a=mid:0\r\na=candidate:1 1 UDP 2130706431 192.0.2.1 5000 typ host\r\n");
    }

    @ParameterizedTest
    @MethodSource("corpus")
    void aKnownDescriptionIsReadOrRefusedWholeOrCutShort(String sdp) {
        for (int length = sdp.length(); length >= 0; length--) {
            SdpFuzz.fuzzerTestOneInput(sdp.substring(0, length).getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    @Tag("long")
    void aFuzzerFindsNothingThatThrows(@TempDir Path directory) throws Exception {
        Path corpus = Files.createDirectory(directory.resolve("corpus"));
        for (String seed : corpus().toList()) {
            Files.writeString(corpus.resolve("seed-" + Integer.toHexString(seed.hashCode())), seed);
        }
        Path log = directory.resolve("fuzzer.log");
        Process fuzzer = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "com.code_intelligence.jazzer.Jazzer",
                        "--target_class=" + SdpFuzz.class.getName(),
                        "--instrumentation_includes=io.patchbay.**",
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
