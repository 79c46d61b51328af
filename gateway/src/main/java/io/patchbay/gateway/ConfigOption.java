package io.patchbay.gateway;

import io.patchbay.gateway.config.ConfigException;
import io.patchbay.gateway.config.ConfigLoader;
import io.patchbay.gateway.config.Configuration;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** {@code --config}, which most commands share. */
final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "The configuration; without it patchbay.yaml of the current directory, where there is one.")
    private Path file;

    ConfigLoader loader() {
        return new ConfigLoader(Optional.ofNullable(file), Path.of("").toAbsolutePath(), System.getenv());
    }

    /** Reads the configuration, or prints everything that is wrong with it. */
    Optional<Configuration> load(ConfigLoader loader) {
        try {
            return Optional.of(loader.load());
        } catch (ConfigException e) {
            e.mistakes().forEach(System.err::println);
            System.err.println(
                    e.mistakes().size() == 1
                            ? "1 mistake in the configuration"
                            : e.mistakes().size() + " mistakes in the configuration");
            return Optional.empty();
        }
    }
}
