package io.patchbay.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
    private final ByteArrayOutputStream said = new ByteArrayOutputStream();
    private final PrintStream out = System.out;
    private final PrintStream err = System.err;

    @TempDir
    Path directory;

    @BeforeEach
    void listen() {
        PrintStream both = new PrintStream(said, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
    }

    @AfterEach
    void restore() {
        System.setOut(out);
        System.setErr(err);
    }

    @Test
    void checkPrintsTheWholeConfigurationWithSecretsMasked() throws Exception {
        Path file = Files.writeString(directory.resolve("p.yaml"), "devices: [{name: alice, password: hunter2}]\n");

        assertThat(Main.run("check", "--config", file.toString())).isEqualTo(Main.OK);
        assertThat(said())
                .startsWith("# OK: read from " + file)
                .contains("alice", "port: 5060")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "serve", "status", "reload", "calls"})
    void tellsEveryMistakeAndEndsWithItsOwnCode(String command) throws Exception {
        Path file = Files.writeString(directory.resolve("p.yaml"), "sip:\n  prot: 1\n  port: x\n");

        assertThat(Main.run(command, "--config", file.toString())).isEqualTo(Main.BAD_CONFIGURATION);
        assertThat(said())
                .contains("p.yaml:2: unknown key sip.prot; did you mean sip.port?")
                .contains("p.yaml:3: sip.port is \"x\"")
                .contains("2 mistakes in the configuration")
                .doesNotContain("\tat ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serv", "serve --bogus", "call alice"})
    void explainsItsUsage(String line) {
        assertThat(Main.run(line.isEmpty() ? new String[0] : line.split(" "))).isEqualTo(Main.BAD_USAGE);
        assertThat(said()).containsAnyOf("Usage: patchbay", "Did you mean: patchbay serve");
    }

    @Test
    void saysThatNoApplianceRuns() throws Exception {
        Path file = Files.writeString(directory.resolve("p.yaml"), "data: {directory: here}\n");

        assertThat(Main.run("status", "--config", file.toString())).isEqualTo(1);
        assertThat(said()).startsWith("no appliance runs with the data directory " + directory.resolve("here"));
    }

    @Test
    void saysItsVersion() {
        assertThat(Main.run("version")).isEqualTo(Main.OK);
        assertThat(said()).matches("patchbay \\d+\\.\\d+.*\\R");
    }

    @Test
    void alignsTheColumnsOfATable() throws Exception {
        String rows = "[{\"room\":\"lobby\",\"from\":\"a\"},{\"room\":\"x\",\"from\":\"longer\"}]";

        assertThat(CallsCommand.table(new ObjectMapper().readTree(rows)))
                .isEqualTo("room   from\nlobby  a\nx      longer");
    }

    private String said() {
        return said.toString(StandardCharsets.UTF_8);
    }
}
