package io.patchbay.testbeds.scenarios;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.patchbay.testbeds.appliance.Repository;
import io.patchbay.testbeds.process.ChildProcess;
import io.patchbay.testbeds.sipp.Sipp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The SIPp commands of docs/load-testing.md, with fewer and shorter calls. */
@Tag("real-peer")
@ExtendWith(SharedTestbed.class)
class LoadTestingPageTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)^cd testbeds/sipp && (sipp .*)$");

    static List<String> commands() throws IOException {
        Matcher matcher = COMMAND.matcher(Files.readString(page()));
        return matcher.results().map(found -> found.group(1)).toList();
    }

    private static Path page() {
        return Repository.root().resolve("docs/load-testing.md");
    }

    @Test
    void thePageHasItsCommands() throws IOException {
        assertThat(commands()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCallOfThePageGoesThrough(String command, Testbed testbed) {
        assumeTrue(Sipp.whyNot().isEmpty(), Sipp::whyNot);
        String address = testbed.appliance().sip().getAddress().getHostAddress() + ":"
                + testbed.appliance().sip().getPort();
        String shorter = command.replace("127.0.0.1:5060", address)
                .replaceAll("-m \\d+", "-m 8")
                .replaceAll("-d \\d+", "-d 1500");
        List<String> words = Stream.concat(
                        Stream.of(shorter.split(" ")), Stream.of("-i", "127.0.0.1", "-timeout", "40s"))
                .toList();
        try (ChildProcess sipp = ChildProcess.start(
                "sipp of the page",
                words,
                Map.of("TERM", "dumb"),
                Repository.root().resolve("testbeds/sipp"))) {
            assertThat(sipp.awaitExit(ofSeconds(50))).as(sipp.text()).isZero();
        }
    }
}
