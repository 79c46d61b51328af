package io.patchbay.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.patchbay.gateway.health.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    private static final long OURS = ProcessHandle.current().pid();

    @TempDir
    Path parent;

    @Test
    void isMadeForItsOwnerAloneAndHoldsTheProcessId() throws IOException {
        Path path = parent.resolve("a/data");
        try (DataDirectory data = DataDirectory.open(path)) {
            data.writeUrl("http://127.0.0.1:8080");

            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo("rwx------");
            assertThat(Files.readString(path.resolve("patchbay.pid"))).isEqualTo(OURS + "\n");
            assertThat(Files.readString(path.resolve("patchbay.url"))).isEqualTo("http://127.0.0.1:8080\n");
        }
        assertThat(path.resolve("patchbay.url")).doesNotExist();
        assertThat(path.resolve("patchbay.pid")).isEmptyFile();
    }

    @Test
    void refusesASecondApplianceInOneSentence() throws IOException {
        try (DataDirectory first = DataDirectory.open(parent)) {
            assertThatThrownBy(() -> DataDirectory.open(first.path()))
                    .isInstanceOf(CannotStart.class)
                    .hasMessage(
                            "data directory %s is in use by another patchbay (process %d); stop it or set data.directory"
                                    .formatted(parent, OURS));
        }
        DataDirectory.open(parent).close(); // free again
    }

    @Test
    void saysThatItCannotBeWritten() throws IOException {
        Path file = Files.writeString(parent.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("cannot be written")
                .hasMessageEndingWith("set data.directory");
    }
}
