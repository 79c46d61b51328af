package io.patchbay.testbeds.appliance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Where the built product lies. */
public final class Repository {

    private Repository() {}

    /** The top folder, found upwards from where we run. */
    public static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve("sip-stack")) && Files.isDirectory(at.resolve("gateway"))) {
                return at;
            }
        }
        throw new IllegalStateException(
                "not within the product's repository: " + Path.of("").toAbsolutePath());
    }

    /**
     * The class path to run the appliance with: what the build has laid out for it, or, where there is none or classes are
     * newer, that of the running tests, which has the same classes.
     */
    static String classPath() {
        Path libraries = root().resolve("gateway/target/patchbay/lib");
        if (Files.isDirectory(libraries)) {
            long laidOut = newest(libraries, ".jar");
            long compiled = Stream.of("sip-stack", "media", "gateway")
                    .mapToLong(module -> newest(root().resolve(module + "/target/classes"), ".class"))
                    .max()
                    .orElse(0);
            if (laidOut >= compiled) {
                return libraries + "/*";
            }
        }
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** When the newest file of this ending was written; 0 where there is none. */
    private static long newest(Path folder, String ending) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending))
                    .mapToLong(file -> file.toFile().lastModified())
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look into " + folder, e);
        }
    }
}
