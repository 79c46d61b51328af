package io.patchbay.testbeds.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** What a peer leaves on disk. */
public final class TemporaryFiles {
    private TemporaryFiles() {}

    /**
     * Deletes a directory with all that is in it.
     *
     * @throws UncheckedIOException where something stays behind
     */
    public static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + directory, e);
        }
    }
}
