package io.patchbay.testbeds.appliance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the built product lies. */
final class Repository {

    private Repository() {}

    /** The top folder, found upwards from where we run. */
    static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("sip-stack")) && Files.isDirectory(at.resolve("gateway"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "not within the product's repository: " + Path.of("").toAbsolutePath());
    }

    /**
     * The class path to run the appliance with: what the build has laid out for it, or, where there is none or the
     * classes are newer, that of the running tests, which has the same classes.
     */
    static String classPath() {
        Path libraries = root().resolve("gateway/target/patchbay/lib");
        Path classes = root().resolve("gateway/target/classes");
        try {
            if (Files.isDirectory(libraries) && (!Files.isDirectory(classes) || !isNewer(classes, libraries))) {
                return libraries + "/*";
            }
        } catch (IOException e) {
            throw new IllegalStateException("cannot look at " + libraries + ": " + e.getMessage(), e);
        }
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    private static boolean isNewer(Path classes, Path libraries) throws IOException {
        try (var files = Files.walk(classes)) {
            var built = Files.getLastModifiedTime(libraries);
            for (Path file : (Iterable<Path>) files::iterator) {
                if (Files.isRegularFile(file) && Files.getLastModifiedTime(file).compareTo(built) > 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
